package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.flowlog.identify.Hello;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The same frames give the same rows, whatever happens between them. */
class TableDeterminismProperties {
  private static final TableConfig TIGHT =
      TableConfig.DEFAULT.withMaxConnections(12).withActiveTimeoutNanos(200 * Log.SECOND);
  private static final int FRAMES = 400;
  private static final int[] FLAGS = {
    Frames.SYN,
    Frames.SYN | Frames.ACK,
    Frames.ACK,
    Frames.ACK | Frames.PSH,
    Frames.ACK | Frames.FIN,
    Frames.RST,
    0x3f
  };
  private static final byte[] HELLO = Hello.of("a.example");

  /** Whole messages, and parts of two that are put together by their sequence numbers. */
  private static final List<Part> PAYLOADS =
      List.of(
          new Part(1, new byte[0]),
          new Part(1, Frames.text("x")),
          new Part(1, Frames.text("SSH-2.0-a\r\n")),
          new Part(1, Frames.text("220 FTP\r\n227 Passive (10,0,0,10,31,144)\r\n")),
          new Part(
              1, Frames.text("SIP/2.0 200 OK\r\nc=IN IP4 10.0.0.10\r\nm=a 8080 RTP/AVP 0\r\n")),
          new Part(1, Frames.text("GET / HTTP/1.1\r\n")),
          new Part(17, Frames.text("X: y\r\nHost: a.example\r\n\r\n")),
          new Part(1, Arrays.copyOf(HELLO, 40)),
          new Part(41, Arrays.copyOfRange(HELLO, 40, HELLO.length - 6)),
          new Part(HELLO.length - 5, Arrays.copyOfRange(HELLO, HELLO.length - 6, HELLO.length)));

  private record Part(int sequence, byte[] payload) {}

  private record Step(double seconds, byte[] frame) {}

  @Property(tries = 60)
  void restarts_change_nothing(
      @ForAll long seed, @ForAll @Size(max = 8) List<@IntRange(max = FRAMES) Integer> restarts) {
    Log undisturbed = run(seed, (log, step) -> {});
    Log restarted =
        run(
            seed,
            (log, step) -> {
              if (restarts.contains(step)) {
                log.restart();
              }
            });

    assertThat(restarted.open()).isEqualTo(undisturbed.open());
    assertThat(restarted.table.evictions()).isEqualTo(undisturbed.table.evictions());
    assertThat(restarted.finish()).isEqualTo(undisturbed.finish());
  }

  /** A tick keeps its promise when its time is not beyond that of any frame to come. */
  @Property(tries = 60)
  void ticks_change_nothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int every) {
    List<Step> steps = steps(seed);
    Log undisturbed = run(seed, (log, step) -> {});
    Log ticked =
        run(
            seed,
            (log, step) -> {
              if (step % every == 0) {
                log.table.advance(earliestFrom(steps, step));
              }
            });

    assertThat(ticked.finish()).containsExactlyInAnyOrderElementsOf(undisturbed.finish());
  }

  @Property(tries = 60)
  void every_frame_is_counted_once(@ForAll long seed) {
    Log log = run(seed, (ignored, step) -> {});

    long frames =
        log.finish().stream().mapToLong(row -> packets(row.clientSent(), row.serverSent())).sum();
    assertThat(frames).isEqualTo(FRAMES);
  }

  private interface Disturbance {
    void before(Log log, int step);
  }

  private static Log run(long seed, Disturbance disturbance) {
    Log log = new Log(TIGHT);
    List<Step> steps = steps(seed);
    for (int i = 0; i < steps.size(); i++) {
      disturbance.before(log, i);
      log.at(steps.get(i).seconds(), steps.get(i).frame());
    }
    return log;
  }

  private static List<Step> steps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] clock = {0};
    return IntStream.range(0, FRAMES)
        .mapToObj(
            i -> {
              clock[0] += random.nextInt(20) == 0 ? random.nextDouble(100) : random.nextDouble(4);
              double late = random.nextInt(10) == 0 ? random.nextDouble(20) : 0;
              return new Step(Math.max(0, clock[0] - late), frame(random));
            })
        .toList();
  }

  private static byte[] frame(SplittableRandom random) {
    End client = new End(random.nextInt(4), 40_000 + random.nextInt(4));
    End server = new End(10, 8_080);
    boolean forth = random.nextBoolean();
    End from = forth ? client : server;
    End to = forth ? server : client;
    Part part = PAYLOADS.get(random.nextInt(PAYLOADS.size()));
    byte[] payload = part.payload();
    return switch (random.nextInt(6)) {
      case 0 -> Frames.udp(from, to, payload);
      case 1 -> Frames.echo(from, to, forth ? 8 : 0);
      default ->
          Frames.tcp(from, to, FLAGS[random.nextInt(FLAGS.length)], part.sequence(), payload);
    };
  }

  private static long earliestFrom(List<Step> steps, int from) {
    return (long)
        (steps.subList(from, steps.size()).stream().mapToDouble(Step::seconds).min().orElse(0)
            * Log.SECOND);
  }

  private static long packets(String clientSent, String serverSent) {
    return Long.parseLong(clientSent.split("/", -1)[0])
        + Long.parseLong(serverSent.split("/", -1)[0]);
  }
}
