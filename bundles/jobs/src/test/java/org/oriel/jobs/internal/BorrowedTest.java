// SPDX-License-Identifier: Apache-2.0
package org.oriel.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.oriel.image.Caller;
import org.oriel.image.ServiceCatalog;
import org.oriel.testkit.catalogue.SetClock;

class BorrowedTest {
  private final SetClock clock = new SetClock();
  private final Borrowed borrowed = new Borrowed(clock);

  private static Caller.Token token(int number) {
    return new Caller.Token("token-" + number);
  }

  @Test
  void keepsTokensUntilTheyAreDropped() {
    borrowed.keep("one", token(1));
    borrowed.keep("two", token(2));
    assertThat(borrowed.find("one")).contains(token(1));
    borrowed.drop("one");
    assertThat(borrowed.find("one")).isEmpty();
    assertThat(borrowed.find("two")).contains(token(2));
  }

  @Test
  void keepsNoTokenForEver() {
    borrowed.keep("one", token(1));
    clock.pass(Duration.ofHours(23));
    assertThat(borrowed.find("one")).isPresent();
    clock.pass(Duration.ofHours(2));
    assertThat(borrowed.find("one")).isEmpty();
  }

  @Test
  void keepsABoundedNumber() {
    for (int number = 0; number < 5000; number++) {
      borrowed.keep("task-" + number, token(number));
    }
    assertThat(borrowed.find("task-4999")).isPresent();
    assertThat(borrowed.find("task-0")).isEmpty();
  }

  @Test
  void asksTheCatalogThatIsThereNow() {
    ServiceCatalog catalog =
        (token, type, region, reach) -> Optional.of(URI.create("http://" + region + "/" + type));
    assertThat(borrowed.endpoint(token(1), "image", "north", "public")).isEmpty();
    borrowed.setCatalog(catalog);
    assertThat(borrowed.endpoint(token(1), "image", "north", "public"))
        .contains(URI.create("http://north/image"));
    borrowed.unsetCatalog(catalog);
    assertThat(borrowed.endpoint(token(1), "image", "north", "public")).isEmpty();
  }
}
