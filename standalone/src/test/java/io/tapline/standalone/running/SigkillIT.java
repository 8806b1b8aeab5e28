package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.standalone.running.KilledTapline.Victim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of each process at random moments, while an exporter sends and files are imported.
 *
 * <p>An import is that of an undisturbed run, row by row and in its account, whatever was killed.
 * Of an exporter every record is either in the log once or reported as lost; none is lost but what
 * came while Tapline itself was dead, or shortly before: PostgreSQL may die as often as it likes.
 */
class SigkillIT {
  private static final String EXPORTER = "exporter";
  private static final int MANY = 60;

  /** Of the few kills in each build. */
  private static final long SEED = 22;

  /** A kill comes so long after an import began, at most: an import takes about as long. */
  private static final int LONGEST_DELAY_MILLIS = 400;

  /** One in so many kills falls into the recovery from the last one. */
  private static final int IN_RECOVERY = 4;

  @TempDir Path temporary;

  @Test
  void one_kill_of_each_process_changes_nothing_in_the_log() throws Exception {
    killAndCompare(Victim.values().length, Long.getLong("tapline.crash.seed", SEED));
  }

  @Test
  @Tag("crash")
  void many_kills_change_nothing_in_the_log() throws Exception {
    killAndCompare(
        Integer.getInteger("tapline.crash.kills", MANY),
        Long.getLong("tapline.crash.seed", System.nanoTime()));
  }

  private void killAndCompare(int kills, long seed) throws Exception {
    System.out.printf(
        "Repeat with -Dtapline.crash.seed=%d -Dtapline.crash.kills=%d%n", seed, kills);
    try (KilledTapline tapline = KilledTapline.start(temporary.resolve("data"))) {
      int port = UdpPorts.add(tapline.process(), EXPORTER, "netflow");
      try (ExporterLoad load = ExporterLoad.start(port)) {
        Work work =
            new Work(
                tapline,
                load,
                new ExportedRecords(load, EXPORTER),
                new RepeatedImports(temporary, tapline::process));
        work.tapline.awaitProgress(EXPORTER);
        importUndisturbed(work.imports);
        killOften(work, kills, new Random(seed));
        compare(work);
      }
    }
  }

  /** What goes on while processes are killed. */
  private record Work(
      KilledTapline tapline, ExporterLoad load, ExportedRecords records, RepeatedImports imports) {}

  private static void importUndisturbed(RepeatedImports imports) throws Exception {
    imports.beginNext();
    imports.awaitDone();
  }

  private static void killOften(Work work, int kills, Random random) throws Exception {
    int during = 0;
    List<Victim> victims = victims(kills, random);
    for (int i = 0; i < kills; i++) {
      work.imports.beginNext();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_DELAY_MILLIS));
      boolean importing = work.imports.isRunning();
      during += importing ? 1 : 0;
      System.out.printf(
          "Kill %d: %s, %,d records sent, import %d %s%n",
          i + 1,
          victims.get(i),
          work.load.sent(),
          work.imports.begun() - 1,
          importing ? "runs" : "is done");
      kill(work, victims.get(i), random);
    }
    recover(work);
    assertThat(during).as("kills during an import").isGreaterThanOrEqualTo(Math.max(1, kills / 4));
  }

  /** Each of the three in turn, in an order of its own in every round. */
  private static List<Victim> victims(int kills, Random random) {
    List<Victim> victims = new ArrayList<>();
    while (victims.size() < kills) {
      List<Victim> round = new ArrayList<>(List.of(Victim.values()));
      Collections.shuffle(round, random);
      victims.addAll(round);
    }
    return victims.subList(0, kills);
  }

  private static void kill(Work work, Victim victim, Random random) throws Exception {
    if (victim == Victim.TAPLINE) {
      work.records.outageBegins();
    }
    work.tapline.kill(victim, random);
    if (random.nextInt(IN_RECOVERY) > 0) {
      recover(work);
    }
  }

  private static void recover(Work work) throws Exception {
    work.tapline.awaitProgress(EXPORTER);
    work.records.outageEnds();
  }

  private static void compare(Work work) throws Exception {
    work.imports.awaitDone();
    try (LogQuestions log = new LogQuestions(work.tapline.process())) {
      work.records.assertEachIsCountedOnceOrLost(log);
      work.imports.assertAllEqual(log);
    }
  }
}
