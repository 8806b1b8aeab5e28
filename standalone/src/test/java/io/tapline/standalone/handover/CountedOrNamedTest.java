package io.tapline.standalone.handover;

import io.tapline.capture.batch.Encoding;
import io.tapline.capture.deliver.IngestLink;
import io.tapline.wire.flow.LossUnit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Capture and the log's own ingest over PostgreSQL, driven together at random: frames, flow
 * exports, lines, losses, stops, crashes of the sensor, restarts of the log, deletions and names
 * that are used again. For every unit: accepted and named are together what was sent.
 */
class CountedOrNamedTest {
  private static final int FEW_CASES = 4;
  private static final int MANY_CASES = 60;
  private static final int STEPS = 60;

  @TempDir static Path logDirectory;
  private static RealLog log;

  @TempDir Path spools;

  @BeforeAll
  static void openLog() throws Exception {
    log = new RealLog(logDirectory);
  }

  @AfterAll
  static void closeLog() throws Exception {
    log.close();
  }

  @Test
  void whatever_happens_every_unit_is_counted_once_or_named() throws Exception {
    drive(1, FEW_CASES, Duration.ofSeconds(5));
  }

  @Test
  @Tag("soak")
  void so_it_is_in_many_cases() throws Exception {
    drive(FEW_CASES + 1, MANY_CASES, Duration.ofMinutes(1));
  }

  /** Cases [from, to], as many as the time allows, one at least. */
  private void drive(int from, int to, Duration enough) throws Exception {
    long end = System.nanoTime() + enough.toNanos();
    int next = from;
    do {
      drive(next++);
    } while (next <= to && System.nanoTime() < end);
  }

  /** Three sources at once; each is deleted and its name used again. */
  private void drive(int seed) throws Exception {
    Random random = new Random(seed);
    for (int life = 1; life <= 2; life++) {
      List<ModelledSource> sources = sources(seed, random);
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(STEPS) == 0) {
          log.restart();
        }
        sources.get(random.nextInt(sources.size())).step();
      }
      for (ModelledSource source : sources) {
        source.delete();
      }
    }
  }

  private List<ModelledSource> sources(int seed, Random random) throws Exception {
    List<ModelledSource> sources = new ArrayList<>();
    sources.add(
        source(
            "packets-" + seed,
            Encoding.Kind.PACKETS,
            LossUnit.FRAMES,
            new Units.Packets(random),
            random));
    sources.add(
        source(
            "exports-" + seed,
            Encoding.Kind.FLOW_EXPORT,
            LossUnit.DATAGRAMS,
            new ExportUnits(random),
            random));
    sources.add(
        source(
            "lines-" + seed,
            Encoding.Kind.FIREWALL_LOG,
            LossUnit.LINES,
            new Units.Lines(random),
            random));
    return sources;
  }

  private ModelledSource source(
      String name, Encoding.Kind kind, LossUnit unit, Units units, Random random) throws Exception {
    IngestLink link =
        (sensor, source, encoding) ->
            new LocalIngestLink(log.workers()).open(sensor, source, encoding);
    return new ModelledSource(name, kind, unit, units, random, spools.resolve(name), link);
  }
}
