// SPDX-License-Identifier: Apache-2.0
package org.oriel.persistence.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oriel.base.Problems;

/** A database URL as OpenStack writes it: {@code mysql+pymysql://user:password@host/database}. */
record SqlAlchemyUrl(String jdbcUrl, String user, String password) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<dialect>[a-z0-9]+)(?:\\+(?<driver>[a-z0-9]+))?://"
              + "(?:(?<user>[^:/@]*)(?::(?<password>[^@]*))?@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^:/?@\\[\\]]*)(?::(?<port>[0-9]{1,5}))?"
              + "/(?<database>[^?/&;#]*)(?:\\?(?<query>.*))?");
  private static final Set<String> CHARSETS = Set.of("utf8", "utf8mb3", "utf8mb4");

  /** What this connection needs from the server, whatever the server's defaults are. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "sessionVariables",
          "sql_mode='TRADITIONAL',innodb_lock_wait_timeout=10,"
              // it would cut two long lists of keys to find 25 rows that one index has in a row
              + "optimizer_switch='index_merge_intersection=off'",
          "tcpKeepAlive",
          "true",
          // the statements of every request are few, and read by the database once
          "useServerPrepStmts",
          "true");

  /** The parts of a URL; empty, with the problems noted, if it cannot be used. */
  static Optional<SqlAlchemyUrl> parse(String text, Problems problems) {
    Matcher url = FORM.matcher(text);
    if (!url.matches()) {
      problems.add(
          "Option connection is neither h2:file:/path nor mysql+pymysql://user:password@host/name.");
      return Optional.empty();
    }
    String dialect = url.group("dialect").toLowerCase(Locale.ROOT);
    if (!dialect.equals("mysql") && !dialect.equals("mariadb")) {
      problems.add(
          "Option connection names the database type "
              + dialect
              + "; Oriel knows mysql, mariadb and its own h2:file:.");
      return Optional.empty();
    }
    if (url.group("database").isEmpty()) {
      problems.add("Option connection names no database.");
      return Optional.empty();
    }
    Map<String, String> options = new LinkedHashMap<>(ALWAYS);
    options.put("connectTimeout", "5000");
    query(Optional.ofNullable(url.group("query")).orElse(""), options, problems);
    String host = url.group("host").isEmpty() ? "localhost" : url.group("host");
    String port = Optional.ofNullable(url.group("port")).orElse("3306");
    StringJoiner joined = new StringJoiner("&", "?", "");
    options.forEach((name, value) -> joined.add(name + "=" + value));
    return Optional.of(
        new SqlAlchemyUrl(
            "jdbc:mariadb://" + host + ":" + port + "/" + url.group("database") + joined,
            plain(url.group("user"), problems),
            plain(url.group("password"), problems)));
  }

  private static void query(String query, Map<String, String> options, Problems problems) {
    for (String part : query.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : plain(part.substring(equals + 1), problems);
      switch (name) {
        case "charset" -> {
          if (!CHARSETS.contains(value)) {
            problems.add("Option connection asks for a charset other than utf8.");
          }
        }
        case "connect_timeout" -> seconds("connectTimeout", value, options, problems);
        case "read_timeout" -> seconds("socketTimeout", value, options, problems);
        case "ssl_ca" -> {
          options.put("sslMode", "verify-ca");
          options.put("serverSslCert", safe(name, value, problems));
        }
        default ->
            problems.add(
                "Option connection has the parameter "
                    + name.replaceAll("[^A-Za-z0-9_]", "?")
                    + ", which Oriel does not know"
                    + (name.equals("unix_socket") ? "; give host and port instead." : "."));
      }
    }
  }

  private static void seconds(
      String option, String value, Map<String, String> options, Problems problems) {
    if (value.matches("[0-9]{1,6}")) {
      options.put(option, value + "000");
    } else {
      problems.add("A timeout in option connection is not a number of seconds.");
    }
  }

  private static String safe(String name, String value, Problems problems) {
    if (!value.matches("[A-Za-z0-9_./ -]+")) {
      problems.add("Parameter " + name + " of option connection is not a plain path.");
    }
    return value;
  }

  private static String plain(@Nullable String encoded, Problems problems) {
    if (encoded == null) {
      return "";
    }
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      problems.add("Option connection has a '%' that is not followed by two digits.");
      return "";
    }
  }

  @Override
  public String toString() {
    return "SqlAlchemyUrl[" + jdbcUrl + "]";
  }
}
