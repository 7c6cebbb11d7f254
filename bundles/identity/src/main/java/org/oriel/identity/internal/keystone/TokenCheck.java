// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks Keystone about a token. */
final class TokenCheck {
  /** Every kind of token, and nothing that could be more than one header. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");

  private final ServiceSession session;
  private final Wire wire;

  TokenCheck(ServiceSession session, Wire wire) {
    this.session = session;
    this.wire = wire;
  }

  /**
   * What Keystone says; empty if the token is not valid.
   *
   * @param expired whether a token counts that expired not long ago
   */
  Optional<Token> ask(String token, boolean expired) throws KeystoneAway {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    ServiceSession.Held own = session.current();
    Wire.Reply reply = ask(own, token, expired);
    if (reply.status() == 401) {
      own = session.renewed(Optional.of(own));
      reply = ask(own, token, expired);
    }
    return switch (reply.status()) {
      case 200 -> Optional.of(Token.of(Token.document(reply.body())));
      case 400, 404 -> Optional.empty();
      case 401, 403 ->
          throw new KeystoneAway(
              "The user of [keystone_authtoken] may not ask about tokens: status "
                  + reply.status()
                  + ".");
      default -> throw new KeystoneAway("Keystone answers with status " + reply.status() + ".");
    };
  }

  /** The catalog of the services that a token is good for; empty if the token is not valid. */
  Optional<JsonNode> catalog(String token) throws KeystoneAway {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    ServiceSession.Held own = session.current();
    Wire.Reply reply = wire.get(own.validation(), own.token(), token);
    if (reply.status() == 401) {
      own = session.renewed(Optional.of(own));
      reply = wire.get(own.validation(), own.token(), token);
    }
    return switch (reply.status()) {
      case 200 -> Optional.of(Token.document(reply.body()).path("catalog"));
      case 400, 404 -> Optional.empty();
      default -> throw new KeystoneAway("Keystone answers with status " + reply.status() + ".");
    };
  }

  private Wire.Reply ask(ServiceSession.Held own, String token, boolean expired)
      throws KeystoneAway {
    String query = expired ? "?nocatalog&allow_expired=1" : "?nocatalog";
    return wire.get(URI.create(own.validation() + query), own.token(), token);
  }
}
