package io.tapline.bench;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.InsertEventsRequest;
import io.tapline.eventstore.v1.SearchEventsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Drives a running event store over gRPC: bulk inserts, single inserts, and searches for an address
 * on a day. Every event is decided as it is stored; nearly every key is new.
 *
 * <p>Arguments: HOST:PORT, events of the bulk, single inserts, searches; 0 leaves a part out. The
 * first quarter of each part warms up and is not counted.
 */
public final class EventLoadMain {
  private static final Instant FIRST_DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS = 30;
  private static final int BULK = 500;
  private static final int BULK_CALLERS = 4;
  private static final int SINGLE_CALLERS = 32;

  private final EventServiceBlockingStub events;
  private final long run = System.nanoTime();

  private EventLoadMain(ManagedChannel channel) {
    this.events = EventServiceGrpc.newBlockingStub(channel);
  }

  public static void main(String[] args) throws Exception {
    ManagedChannel channel = ManagedChannelBuilder.forTarget(args[0]).usePlaintext().build();
    try {
      EventLoadMain load = new EventLoadMain(channel);
      load.bulks(Integer.parseInt(args[1]));
      load.singles(Integer.parseInt(args[2]));
      load.searches(Integer.parseInt(args[3]));
    } finally {
      channel.shutdownNow();
    }
  }

  private void bulks(int count) throws Exception {
    String what = "bulk inserts of %d, %d callers".formatted(BULK, BULK_CALLERS);
    measure(what, BULK_CALLERS, count / BULK, BULK, this::bulk);
  }

  private void bulk(int number) {
    InsertEventsRequest.Builder request = InsertEventsRequest.newBuilder();
    IntStream.range(number * BULK, (number + 1) * BULK)
        .forEach(i -> request.addIdeaJson(idea("bulk", i)));
    boolean refused =
        events.insertEvents(request.build()).getResultsList().stream()
            .anyMatch(result -> result.hasError() || result.getAlreadyStored());
    if (refused) {
      throw new IllegalStateException("an event of the load was refused");
    }
  }

  private void singles(int count) throws Exception {
    String what = "single inserts, %d callers".formatted(SINGLE_CALLERS);
    measure(what, SINGLE_CALLERS, count, 1, this::single);
  }

  private void single(int number) {
    boolean known =
        events
            .insertEvent(
                InsertEventRequest.newBuilder().setIdeaJson(idea("single", number)).build())
            .getAlreadyStored();
    if (known) {
      throw new IllegalStateException("an event of the load was stored before");
    }
  }

  private static void measure(
      String what, int callers, int calls, int eventsPerCall, IntConsumer call) throws Exception {
    if (calls > 0) {
      int warmUp = calls / 4;
      var _ = inParallel(callers, 0, warmUp, call);
      double seconds = inParallel(callers, warmUp, calls, call);
      print(what, (calls - warmUp) * eventsPerCall, seconds);
    }
  }

  private void searches(int count) {
    if (count > 0) {
      Random random = new Random(2);
      for (int i = 0; i < count / 4; i++) {
        var _ = search(random, new long[1], 0);
      }
      measureSearches(random, count - count / 4);
    }
  }

  private void measureSearches(Random random, int count) {
    long[] nanos = new long[count];
    long found = 0;
    for (int i = 0; i < count; i++) {
      found += search(random, nanos, i);
    }
    Arrays.sort(nanos);
    System.out.printf(
        "searches for an address on a day, 1 caller: p50 %.1f ms, p99 %.1f ms, %d found by %d%n",
        nanos[count / 2] / 1e6, nanos[count * 99 / 100] / 1e6, found, count);
  }

  /** How many it found. */
  private int search(Random random, long[] nanos, int i) {
    SearchEventsRequest request = search(random);
    long start = System.nanoTime();
    int found = events.searchEvents(request).getEventsCount();
    nanos[i] = System.nanoTime() - start;
    return found;
  }

  private static SearchEventsRequest search(Random random) {
    Instant day = FIRST_DAY.plus(Duration.ofDays(random.nextInt(DAYS)));
    return SearchEventsRequest.newBuilder()
        .setQuery(EventQuery.newBuilder().addHostAddrs(address(random.nextInt())))
        .setInterval(
            Interval.newBuilder()
                .setStartTime(timestamp(day))
                .setEndTime(timestamp(day.plus(Duration.ofDays(1)))))
        .build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
  }

  private String idea(String name, int number) {
    Random random = new Random(number * 31L + name.hashCode());
    return """
        {"Format":"IDEA0","ID":"%s-%d-%d","DetectTime":"%s","Category":["Recon.Scanning"],\
        "Description":"Horizontal scan","ConnCount":%d,\
        "Source":[{"IP4":["%s"],"Proto":["tcp"]}],\
        "Target":[{"IP4":["%s","%s%s"],"Port":[22,443],"Proto":["tcp","ssh"]}],\
        "Node":[{"Name":"org.example.detector%d","Type":["Flow","Statistical"],"SW":["x"]}],\
        "_CESNET":{"EventClass":"class%d","EventSeverity":"low","ResolvedAbuses":["abuse@example.org"]}}"""
        .formatted(
            name,
            run,
            number,
            FIRST_DAY.plusSeconds(random.nextInt(DAYS * 86_400)),
            random.nextInt(1_000),
            address(random.nextInt()),
            address(random.nextInt()),
            address(random.nextInt()),
            random.nextInt(50) == 0 ? "/24" : "",
            random.nextInt(20),
            random.nextInt(50));
  }

  /** One of 262,144 addresses of 10.0.0.0/14. */
  private static String address(int random) {
    return "10.%d.%d.%d".formatted(random >>> 30, random >>> 22 & 0xff, random >>> 14 & 0xff);
  }

  private static double inParallel(int callers, int from, int until, IntConsumer call)
      throws Exception {
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      Future<?>[] futures = new Future<?>[callers];
      for (int caller = 0; caller < callers; caller++) {
        int first = from + caller;
        futures[caller] =
            executor.submit(
                () -> {
                  for (int i = first; i < until; i += callers) {
                    call.accept(i);
                  }
                });
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String what, int count, double seconds) {
    System.out.printf("%s: %,d events in %.1f s, %,.0f/s%n", what, count, seconds, count / seconds);
  }
}
