// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.util.Map;
import org.oriel.image.AdminRule;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.policy.Explanation;
import org.oriel.policy.Policy;
import org.oriel.policy.Targets;
import org.oriel.service.PolicyCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the policy to explain itself. */
@Component
public final class PolicyCheckService implements PolicyCheck {
  private final ImageCatalogue catalogue;
  private final Policy policy;
  private final AdminRule adminRule;

  @Activate
  public PolicyCheckService(
      @Reference ImageCatalogue catalogue,
      @Reference Policy policy,
      @Reference AdminRule adminRule) {
    this.catalogue = catalogue;
    this.policy = policy;
    this.adminRule = adminRule;
  }

  @Override
  public Judgement ofImage(String rule, Caller caller, String imageId) {
    Caller judged = judged(caller);
    Image image = catalogue.find(imageId, Caller.SYSTEM).orElseThrow(() -> Access.unknown(imageId));
    boolean visible = catalogue.find(imageId, judged).isPresent();
    return new Judgement(visible, reason(policy.explain(rule, judged, Targets.of(image, judged))));
  }

  @Override
  public Judgement ofTarget(String rule, Caller caller, Map<String, String> target) {
    return new Judgement(true, reason(policy.explain(rule, judged(caller), Map.copyOf(target))));
  }

  private Caller judged(Caller caller) {
    return caller.withAdmin(adminRule.isAdmin(caller));
  }

  private static Reason reason(Explanation explanation) {
    return new Reason(
        explanation.said(),
        explanation.holds(),
        explanation.found(),
        explanation.parts().stream().map(PolicyCheckService::reason).toList());
  }
}
