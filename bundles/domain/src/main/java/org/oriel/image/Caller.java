// SPDX-License-Identifier: Apache-2.0
package org.oriel.image;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who asks.
 *
 * @param user id of the user
 * @param project id of the project in whose name the user asks
 * @param roles lower-case role names in that project
 * @param serviceRoles lower-case role names of a service that vouches for the user
 * @param isAdmin whether the policy's {@code context_is_admin} holds for this caller
 * @param readOnly whether every change is refused: an anonymous caller
 * @param token with which the caller came, if other services may be asked in the caller's name
 */
public record Caller(
    Optional<String> user,
    Optional<String> project,
    Set<String> roles,
    Set<String> serviceRoles,
    boolean isAdmin,
    boolean readOnly,
    Optional<Token> token) {

  /**
   * A secret by which a service knows who asks. {@link #toString} does not show it.
   *
   * @param text as the header {@code X-Auth-Token} has it
   */
  public record Token(String text) {
    @Override
    public String toString() {
      return "Token";
    }
  }

  /** Oriel itself: sees and may do everything. */
  public static final Caller SYSTEM =
      new Caller(Optional.empty(), Optional.empty(), Set.of("admin"), Set.of(), true, false);

  public Caller {
    roles = lower(roles);
    serviceRoles = lower(serviceRoles);
  }

  /** A caller without a token. */
  public Caller(
      Optional<String> user,
      Optional<String> project,
      Set<String> roles,
      Set<String> serviceRoles,
      boolean isAdmin,
      boolean readOnly) {
    this(user, project, roles, serviceRoles, isAdmin, readOnly, Optional.empty());
  }

  /** A user of a project, not yet judged by the policy. */
  public static Caller of(String user, String project, Set<String> roles) {
    return new Caller(Optional.of(user), Optional.of(project), roles, Set.of(), false, false);
  }

  public Caller withAdmin(boolean admin) {
    return new Caller(user, project, roles, serviceRoles, admin, readOnly, token);
  }

  public Caller withToken(Optional<Token> other) {
    return new Caller(user, project, roles, serviceRoles, isAdmin, readOnly, other);
  }

  private static Set<String> lower(Set<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
