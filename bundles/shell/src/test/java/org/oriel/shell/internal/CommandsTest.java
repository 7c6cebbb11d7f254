// SPDX-License-Identifier: Apache-2.0
package org.oriel.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.image.Attributes;
import org.oriel.image.Image;
import org.oriel.jobs.JobRun;

class CommandsTest {
  private final Path reports;
  private final ShellFixture oriel;
  private final Console console;

  CommandsTest(@TempDir Path directory) throws Exception {
    reports = directory.resolve("reports");
    oriel = new ShellFixture(reports);
    console =
        new Console(
            oriel.images, oriel.storage, oriel.jobs, oriel.policyCheck, oriel.catalogue.outbox());
  }

  @AfterEach
  void close() {
    console.close();
    oriel.close();
  }

  private void refused(String line, String message) {
    assertThatThrownBy(() -> console.run(line))
        .isInstanceOf(CommandException.class)
        .hasMessage(message);
  }

  @Test
  void listsImages() throws Exception {
    Image debian = oriel.addImage("debian 13", "red");
    Image evil = oriel.addImage("evil\u001b[2J\u202e", "blue");

    assertThat(console.run("oriel:image-list"))
        .contains(debian.id(), "debian 13", "queued", "qcow2", "shared", "red", evil.id())
        .contains("evil\ufffd[2J\ufffd")
        .doesNotContain("\u001b[2J");
    assertThat(console.run("oriel:image-list --owner red"))
        .contains(debian.id())
        .doesNotContain(evil.id());
    assertThat(console.run("oriel:image-list --name 'debian 13' --status queued"))
        .contains(debian.id())
        .doesNotContain(evil.id());
    assertThat(console.run("oriel:image-list --status active")).contains("No images.");
    refused("oriel:image-list --status nice", "There is no status nice.");
  }

  @Test
  void explainsRules() throws Exception {
    Image image = oriel.addImage("debian 13", "red");

    assertThat(
            console.run(
                "oriel:policy-check --rule get_image --user u1 --project red --roles reader --image"
                    + " "
                    + image.id()))
        .contains("get_image: allowed", "yes  rule:get_image", "yes    or")
        .containsPattern("no +rule:context_is_admin")
        .contains("%(project_id)s is \"red\"; the caller's project_id: red");
    refused(
        "oriel:policy-check --rule delete_image --project blue --roles member --image "
            + image.id(),
        "delete_image refuses.");
    assertThat(console.printed()).contains("may not know of the image");
    assertThat(
            console.run(
                "oriel:policy-check --rule get_image --roles reader --target visibility=public"
                    + " --target project_id=red"))
        .contains("get_image: allowed");
    refused("oriel:policy-check --rule publicize_image", "publicize_image refuses.");
    refused(
        "oriel:policy-check --rule nope --roles admin --target x",
        "--target is written as name=value.");
    refused("oriel:policy-check --rule get_image --image none", "No image found with ID none");
  }

  @Test
  void showsAnImage() throws Exception {
    Image image = oriel.addImage("debian 13", "red");
    assertThat(console.run("oriel:image-show " + image.id()))
        .containsPattern("name +[│|] debian 13")
        .containsPattern("owner +[│|] red")
        .containsPattern("os_distro +[│|] debian")
        .doesNotContain("checksum");
    assertThatThrownBy(() -> console.run("oriel:image-show 00000000-0000-4000-8000-000000000000"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("00000000-0000-4000-8000-000000000000");
  }

  @Test
  void deletesImagesAndTellsWhichItCouldNot() throws Exception {
    Image first = oriel.addImage("a", "red");
    Image second = oriel.addImage("b", "red");
    Image kept = oriel.addImage("c", "red");
    Attributes locked = kept.attributes().withProtected(true);
    oriel.catalogue.store(kept, kept.with(locked));

    String line = String.join(" ", "oriel:image-delete", first.id(), kept.id(), second.id());
    refused(line, "1 of 3 images were not deleted.");

    assertThat(console.printed())
        .contains("Deleted " + first.id(), "Deleted " + second.id())
        .contains("Not deleted: Image " + kept.id() + " is protected");
    assertThat(console.run("oriel:image-list"))
        .contains(kept.id())
        .doesNotContain(first.id(), second.id());
  }

  @Test
  void listsNotificationsThatWait() throws Exception {
    oriel.addImage("told", "red");
    assertThat(console.run("oriel:notification-list"))
        .containsPattern("messaging +[│|] +1 +[│|] 20[^│|]+[│|] +0");
  }

  @Test
  void listsStores() throws Exception {
    assertThat(console.run("oriel:store-list"))
        .containsPattern("fast +[│|] file +[│|] absent +[│|] yes +[│|] 0");
    assertThat(console.run("oriel:store-list fast")).contains("absent");
    refused("oriel:store-list slow", "There is no store slow.");
  }

  @Test
  void runsAJobAndWaits() throws Exception {
    String printed = console.run("oriel:job-run verify --wait -p owner=red");
    assertThat(printed)
        .contains("Run 1\n", "Run 1 is COMPLETED. 0 images, 0 B read.")
        .contains("Report: " + reports.resolve("verify-1.csv"));

    assertThat(console.run("oriel:job-list"))
        .containsPattern("1 +[│|] verify +[│|] COMPLETED .*this-node +[│|] 0 images, 0 B read\\.");
    assertThat(console.run("oriel:job-help")).contains("verify", "bytes_per_second");
  }

  @Test
  void tellsOfAJobThatFailed() throws Exception {
    Files.writeString(reports, "in the way");

    assertThatThrownBy(() -> console.run("oriel:job-run --wait verify"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("Run 1 is FAILED.")
        .hasMessageContaining(reports.toString());
  }

  @Test
  void refusesWhatMakesNoSense() throws Exception {
    refused("oriel:job-run dance", "There is no job dance.");
    refused("oriel:job-run verify -p owner", "A parameter is written as name=value, unlike owner.");
    refused(
        "oriel:job-run verify -p owner=a -p owner=b", "Parameter owner is given more than once.");
    assertThatThrownBy(() -> console.run("oriel:job-show")).isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> console.run("oriel:job-show seven")).isInstanceOf(Exception.class);
    assertThat(oriel.jobs.latest(1)).isEmpty();
  }

  @Test
  void completesWhatThereIs() throws Exception {
    Image image = oriel.addImage("a", "red");
    JobRun run = oriel.jobs.latest(1).stream().findFirst().orElse(null);
    assertThat(run).isNull();
    console.run("oriel:job-run --wait verify");

    assertThat(console.complete(ImageIds.class, "")).containsExactly(image.id() + " ");
    assertThat(console.complete(StoreIds.class, "f")).containsExactly("fast ");
    assertThat(console.complete(JobNames.class, "")).containsExactly("import ", "verify ");
    assertThat(console.complete(JobParameters.class, "ow")).containsExactly("owner= ");
    assertThat(console.complete(RunNumbers.class, "")).containsExactly("1 ");
    assertThat(console.complete(RunNumbers.class, "2")).isEmpty();
  }

  @Test
  void helpsWithEveryCommand() throws Exception {
    assertThat(console.run("oriel:job-run --help"))
        .contains("Starts a job and prints the number of its run.", "--wait", "name=value");
    assertThat(console.run("oriel:image-delete --help")).contains("without asking");
  }

  @Test
  void saysSoWhenAServiceIsNotThere() {
    console.close();
    try (Console empty = new Console()) {
      assertThatThrownBy(() -> empty.run("oriel:image-list"))
          .isInstanceOf(CommandException.class)
          .hasMessage("The image service is not started; oriel:why tells what is missing.");
      assertThatThrownBy(() -> empty.run("oriel:job-list"))
          .hasMessageContaining("The job service is not started");
    }
  }
}
