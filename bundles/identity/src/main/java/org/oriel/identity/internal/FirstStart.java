// SPDX-License-Identifier: Apache-2.0
package org.oriel.identity.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first administrator when there is no users file: a random password, a client's {@code
 * clouds.yaml}, and the password in a file of its own for {@code oriel up} to show once.
 */
final class FirstStart {
  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  private static final int PASSWORD_LENGTH = 24;

  /** Nobody guesses a random password, however fast; and the first start waits for this. */
  private static final int COST = 10;

  private FirstStart() {}

  /** Does nothing if there is a users file. */
  static void prepare(IdentitySettings settings) throws IOException {
    if (Files.exists(settings.usersFile())) {
      return;
    }
    String password = password();
    PrivateFile.write(
        settings.dataDirectory().resolve("clouds.yaml"), clouds(settings.endpoint(), password));
    PrivateFile.write(settings.dataDirectory().resolve("first-password"), password + "\n");
    // Last: if it is there, all of it is.
    PrivateFile.write(settings.usersFile(), users(PasswordCheck.hash(password, COST)));
    LOG.info(
        "First start: made user admin; clouds.yaml and the password are in {}",
        settings.dataDirectory());
  }

  private static String password() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder(PASSWORD_LENGTH);
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  private static String users(String hash) {
    return """
        # Users of Oriel, a line for each:
        #   name:bcrypt hash of the password:project:role,role
        # A hash is made with: htpasswd -nBC 12 NAME
        # Changes take effect within seconds.
        admin:%s:admin:admin,member,reader
        """
        .formatted(hash);
  }

  private static String clouds(String endpoint, String password) {
    return """
        # Written by Oriel at its first start, for the OpenStack client:
        #   OS_CLIENT_CONFIG_FILE=this file openstack --os-cloud oriel image list
        clouds:
          oriel:
            auth_type: http_basic
            auth:
              username: admin
              password: "%s"
              endpoint: %s/v2
            image_api_version: "2"
        """
        .formatted(password, endpoint);
  }
}
