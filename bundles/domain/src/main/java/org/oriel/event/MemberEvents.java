// SPDX-License-Identifier: Apache-2.0
package org.oriel.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.oriel.image.Member;

/** Events of members, with Glance's payloads. */
public final class MemberEvents {
  private MemberEvents() {}

  public static Event created(Member member) {
    return Event.info("image.member.create", payload(member));
  }

  public static Event updated(Member member) {
    return Event.info("image.member.update", payload(member));
  }

  /** A member was removed, at an instant. */
  public static Event deleted(Member member, Instant at) {
    Map<String, Object> payload = payload(member);
    payload.put("deleted", true);
    payload.put("deleted_at", Event.time(at));
    return Event.info("image.member.delete", payload);
  }

  private static Map<String, Object> payload(Member member) {
    Map<String, Object> payload = new TreeMap<>();
    payload.put("image_id", member.imageId());
    payload.put("member_id", member.project());
    payload.put("status", member.status().word());
    payload.put("created_at", Event.time(member.createdAt()));
    payload.put("updated_at", Event.time(member.updatedAt()));
    payload.put("deleted", false);
    payload.put("deleted_at", Optional.empty());
    return payload;
  }
}
