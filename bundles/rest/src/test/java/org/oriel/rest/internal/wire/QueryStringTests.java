// SPDX-License-Identifier: Apache-2.0
package org.oriel.rest.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.image.Refusal;

class QueryStringTests {
  @Test
  void keepsOrderAndRepetition() {
    QueryString query = QueryString.parse(Optional.of("tag=a&name=x+y%C3%A9&tag=b&&flag&empty="));
    assertThat(query.all("tag")).containsExactly("a", "b");
    assertThat(query.last("tag")).contains("b");
    assertThat(query.last("name")).contains("x yé");
    assertThat(query.last("flag")).contains("");
    assertThat(query.last("empty")).contains("");
    assertThat(query.last("other")).isEmpty();
  }

  @Test
  void writesItselfBehindAPath() {
    QueryString query = QueryString.parse(Optional.of("tag=a&marker=1&tag=b%26c&x=~*"));
    assertThat(query.without("marker").with("marker", "2").behind("/p"))
        .isEqualTo("/p?tag=a&tag=b%26c&x=~%2A&marker=2");
    assertThat(QueryString.parse(Optional.empty()).behind("/p")).isEqualTo("/p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "%c3=x", "a=%ed%a0%80"})
  void refusesWhatIsNotUtf8(String raw) {
    assertThatThrownBy(() -> QueryString.parse(Optional.of(raw)))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void refusesTooMuch() {
    assertThatThrownBy(() -> QueryString.parse(Optional.of("a=1&".repeat(1001))))
        .isInstanceOf(Refusal.Invalid.class);
  }
}
