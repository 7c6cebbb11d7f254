// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadefs.internal;

import java.time.Clock;
import org.oriel.metadef.MetadefCatalogue;
import org.oriel.metadef.MetadefObject;
import org.oriel.metadefs.Metadefs;
import org.oriel.metadefs.Namespaces;
import org.oriel.metadefs.Parts;
import org.oriel.metadefs.Properties;
import org.oriel.metadefs.ResourceTypes;
import org.oriel.metadefs.Tags;
import org.oriel.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The catalogue with its checks. */
@Component
public final class MetadefsService implements Metadefs {
  private final Namespaces namespaces;
  private final Parts<MetadefObject> objects;
  private final Properties properties;
  private final Tags tags;
  private final ResourceTypes resourceTypes;

  @Activate
  public MetadefsService(@Reference MetadefCatalogue catalogue, @Reference Policy policy) {
    Clock clock = Clock.systemUTC();
    Access access = new Access(catalogue, policy);
    namespaces = new NamespacesService(catalogue, access, clock);
    objects = new PartsService<>(MetadefObject.class, catalogue.objects(), access, clock);
    properties = new PropertiesService(catalogue, access, clock);
    tags = new TagsService(catalogue, access, clock);
    resourceTypes = new ResourceTypesService(catalogue, access);
  }

  @Override
  public Namespaces namespaces() {
    return namespaces;
  }

  @Override
  public Parts<MetadefObject> objects() {
    return objects;
  }

  @Override
  public Properties properties() {
    return properties;
  }

  @Override
  public Tags tags() {
    return tags;
  }

  @Override
  public ResourceTypes resourceTypes() {
    return resourceTypes;
  }
}
