// SPDX-License-Identifier: Apache-2.0
package org.oriel.metadef;

import java.util.Optional;
import org.oriel.image.Caller;
import org.oriel.image.Refusal;

/**
 * What holds definitions together and says who may see them.
 *
 * @param name 1 to 80 characters, unique
 * @param displayName at most 80 characters
 * @param isPublic whether everybody may see it; otherwise only its owner
 * @param isProtected whether it and its content cannot be deleted
 * @param owner project, at most 255 characters
 */
public record Namespace(
    String name,
    Optional<String> displayName,
    Optional<String> description,
    boolean isPublic,
    boolean isProtected,
    String owner,
    Times times) {
  private static final int MOST_OWNER = 255;

  public Namespace {
    Names.check("namespace", name);
    Names.checkLength("namespace", displayName);
    WellFormed.check(description);
    WellFormed.check(owner);
    if (owner.codePointCount(0, owner.length()) > MOST_OWNER) {
      throw new Refusal.Invalid("An owner cannot have more than " + MOST_OWNER + " characters.");
    }
  }

  /** Whether a caller may know of it. */
  public boolean visibleTo(Caller caller) {
    return caller.isAdmin() || isPublic || caller.project().filter(owner::equals).isPresent();
  }

  /** This namespace at other times. */
  public Namespace at(Times other) {
    return new Namespace(name, displayName, description, isPublic, isProtected, owner, other);
  }
}
