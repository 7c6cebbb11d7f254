// SPDX-License-Identifier: Apache-2.0
package org.oriel.service.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.task.UriFilter;

class UriFilterTests {
  private static final UriFilter DEFAULTS =
      filter(List.of("http", "https"), List.of(), List.of(), List.of(), List.of("80", "443"));

  private static UriFilter filter(
      List<String> schemes,
      List<String> noSchemes,
      List<String> hosts,
      List<String> noHosts,
      List<String> ports) {
    return UriFilter.of(schemes, noSchemes, hosts, noHosts, ports, List.of("22"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/x",
        "HTTPS://Example.org:443/x?y=z",
        "http://192.0.2.1/",
        "http://192.0.2.1:80/",
        "http://[2001:db8::1]/x",
        "http://user@example.org/x",
        "http://a-b.example.org./x",
        "http://1and1.example/x"
      })
  void passes(String uri) {
    assertThat(DEFAULTS.permitted(uri)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "http:///x",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "http://example.org:8080/x",
        "http://example.org:22/x",
        "http://2130706433/x",
        "http://127.1/x",
        "http://0x7f000001/x",
        "http://0x7f.0.0.1/x",
        "http://0177.0.0.1/x",
        "http://127.0.0.01/x",
        "http://1.2.3.4.5/x",
        "http://256.1.1.1/x",
        "http://[fe80::1%25eth0]/x",
        "http://exa mple.org/",
        "http://example.org/\r\nx"
      })
  void refuses(String uri) {
    assertThat(DEFAULTS.permitted(uri)).isEmpty();
  }

  @Test
  void aDenyListCountsOnlyBesideAnEmptyAllowList() {
    UriFilter both =
        filter(
            List.of(), List.of("http"), List.of("good.example"), List.of("bad.example"), List.of());
    assertThat(both.permitted("http://good.example/")).isEmpty();
    assertThat(both.permitted("https://good.example:8443/")).isPresent();
    assertThat(both.permitted("https://good.example:22/")).isEmpty();
    assertThat(both.permitted("https://other.example/")).isEmpty();
    UriFilter denies = filter(List.of(), List.of(), List.of(), List.of("bad.example"), List.of());
    assertThat(denies.permitted("http://BAD.example/")).isEmpty();
    assertThat(denies.permitted("http://other.example/")).isPresent();
    assertThat(denies.permitted("ftp://other.example/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,false",
    "0.0.0.0,false",
    "::1,false",
    "169.254.169.254,false",
    "fe80::1,false",
    "224.0.0.1,false",
    "10.0.0.1,true",
    "192.0.2.1,true"
  })
  void thisMachineMustBeAllowedByName(String address, boolean permitted) throws Exception {
    InetAddress there = InetAddress.getByName(address);
    assertThat(DEFAULTS.permits(URI.create("http://some.example/"), there)).isEqualTo(permitted);
    UriFilter named = filter(List.of(), List.of(), List.of("Some.example"), List.of(), List.of());
    assertThat(named.permits(URI.create("http://some.example/"), there)).isTrue();
  }
}
