// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.oriel.image.Caller;
import org.oriel.image.Image;
import org.oriel.image.ImageCatalogue;
import org.oriel.image.Member;
import org.oriel.image.MemberCatalogue;
import org.oriel.image.Refusal;
import org.oriel.image.Visibility;
import org.oriel.policy.Policy;
import org.oriel.service.Members;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Members on a catalogue. */
@Component(
    configurationPid = ServiceSettings.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class MembersService implements Members {
  private static final int MOST_NAME = 255;

  private final MemberCatalogue members;
  private final Access access;
  private final Quotas quotas;
  private final Clock clock;

  @Activate
  public MembersService(
      @Reference ImageCatalogue images,
      @Reference MemberCatalogue members,
      @Reference Policy policy,
      Map<String, Object> settings) {
    this.members = members;
    this.access = new Access(images, policy);
    this.quotas = new Quotas(ServiceSettings.of(settings));
    this.clock = Clock.systemUTC();
  }

  @Override
  public List<Member> list(Caller caller, String imageId) {
    Image image = access.permitted(caller, imageId, "get_image");
    requireShared(image);
    access.require("get_members", caller, image);
    return access.allows("get_member", caller, image)
        ? members.of(imageId).stream().filter(seenBy(caller, image)).toList()
        : List.of();
  }

  @Override
  public Member show(Caller caller, String imageId, String project) {
    Image image = access.permitted(caller, imageId, "get_image");
    if (image.attributes().visibility() != Visibility.SHARED
        || !access.allows("get_member", caller, image)) {
      throw unknown(imageId, project);
    }
    return member(caller, image, project);
  }

  @Override
  public Member add(Caller caller, String imageId, String project) {
    Image image = access.permitted(caller, imageId, "get_image");
    access.require("add_member", caller, image);
    requireShared(image);
    access.requireOwnership(caller, image);
    if (project.codePointCount(0, project.length()) > MOST_NAME) {
      throw new Refusal.Invalid("A member has " + MOST_NAME + " characters at most.");
    }
    List<Member> present = members.of(imageId);
    if (present.stream().anyMatch(each -> each.project().equals(project))) {
      throw duplicate(imageId, project);
    }
    quotas.checkMember(imageId, present.size());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    try {
      members.add(new Member(imageId, project, Member.Status.PENDING, now, now));
    } catch (Refusal.Conflict e) {
      throw duplicate(imageId, project);
    }
    return stored(imageId, project);
  }

  @Override
  public Member answer(Caller caller, String imageId, String project, Member.Status status) {
    Image image = access.permitted(caller, imageId, "get_image");
    requireShared(image);
    member(caller, image, project);
    access.require("modify_member", caller, image);
    if (!access.enforcesNewDefaults() && !caller.isAdmin() && image.ownedBy(caller)) {
      throw new Refusal.Forbidden("Not allowed to update members for image " + imageId + ".");
    }
    members.answer(imageId, project, status);
    return stored(imageId, project);
  }

  @Override
  public void remove(Caller caller, String imageId, String project) {
    Image image = access.permitted(caller, imageId, "get_image");
    requireShared(image);
    member(caller, image, project);
    access.require("delete_member", caller, image);
    access.requireOwnership(caller, image);
    if (!members.remove(imageId, project)) {
      throw unknown(imageId, project);
    }
  }

  private Member member(Caller caller, Image image, String project) {
    return members.of(image.id()).stream()
        .filter(seenBy(caller, image))
        .filter(each -> each.project().equals(project))
        .findFirst()
        .orElseThrow(() -> unknown(image.id(), project));
  }

  /** As the catalogue has it now: a member that came back keeps the instant it first came. */
  private Member stored(String imageId, String project) {
    return members.of(imageId).stream()
        .filter(each -> each.project().equals(project))
        .findFirst()
        .orElseThrow(() -> unknown(imageId, project));
  }

  private static Predicate<Member> seenBy(Caller caller, Image image) {
    boolean all = caller.isAdmin() || image.ownedBy(caller);
    return each -> all || caller.project().filter(each.project()::equals).isPresent();
  }

  private static void requireShared(Image image) {
    if (image.attributes().visibility() != Visibility.SHARED) {
      throw new Refusal.Forbidden("Only shared images have members.");
    }
  }

  private static Refusal duplicate(String imageId, String project) {
    return new Refusal.Conflict("Member " + project + " is duplicated for image " + imageId + ".");
  }

  private static Refusal unknown(String imageId, String project) {
    return new Refusal.NotFound(
        project + " not found in the member list of the image " + imageId + ".");
  }
}
