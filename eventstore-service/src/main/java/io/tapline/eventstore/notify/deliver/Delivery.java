package io.tapline.eventstore.notify.deliver;

import io.tapline.eventstore.loop.PeriodicLoop;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.channel.ChannelBook;
import io.tapline.eventstore.notify.channel.ChannelStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * One round of everything between decisions and targets. Each target has a lane, a thread of its
 * own that runs while there is something to send, so a slow one holds up no other; there are no
 * more lanes than channels.
 */
public final class Delivery implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Delivery.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final FanOut fanOut;
  private final Digests digests;
  private final NoticeStore store;
  private final Upkeep upkeep;
  private final ChannelStore channels;
  private final Lane lane;
  private final NotifyMetrics metrics;
  private final Clock clock;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("eventstore-notify-", 0).factory());

  /** What delivery works with. */
  record Parts(
      FanOut fanOut,
      Digests digests,
      NoticeStore store,
      Upkeep upkeep,
      ChannelStore channels,
      Lane lane,
      NotifyMetrics metrics,
      Clock clock) {}

  Delivery(Parts parts) {
    fanOut = parts.fanOut();
    digests = parts.digests();
    store = parts.store();
    upkeep = parts.upkeep();
    channels = parts.channels();
    lane = parts.lane();
    metrics = parts.metrics();
    clock = parts.clock();
  }

  /** The background work, failures counted. */
  PeriodicLoop.Work work() {
    return new PeriodicLoop.Work(
        "eventstore-notify",
        this::round,
        metrics::roundFailed,
        "Notices could not be looked after; they are at the next round.");
  }

  /**
   * Makes notices and digests, and starts the lanes that have something to do, each whatever
   * becomes of the others: what cannot be made holds up nothing that is there.
   */
  void round() {
    ChannelBook book = channels.all().await().atMost(PATIENCE);
    Attempts attempts = new Attempts();
    attempts.make(fanOut::run);
    attempts.make(() -> digests(book, attempts));
    attempts.make(() -> metrics.buried(store.bury(living(book)).await().atMost(PATIENCE)));
    lanes(book).forEach(this::start);
    attempts.make(upkeep::run);
    attempts.end();
    metrics.roundDone();
  }

  private void digests(ChannelBook book, Attempts attempts) {
    digests.ripe().stream()
        .filter(channel -> book.find(channel).isPresent())
        .forEach(channel -> attempts.make(() -> digest(channel)));
  }

  private void digest(String channel) {
    metrics.digested(channel, digests.run(channel));
  }

  private static List<String> living(ChannelBook book) {
    return book.all().stream()
        .map(Channel::name)
        .filter(name -> book.effective(name).isPresent())
        .toList();
  }

  /** The channels that send by each target; one that is muted or disabled waits. */
  private Map<String, Work> lanes(ChannelBook book) {
    return book.all().stream()
        .filter(this::isOpen)
        .flatMap(
            channel ->
                book.effective(channel.name()).stream()
                    .filter(this::isOpen)
                    .map(by -> new Work(by, List.of(channel.name()))))
        .collect(Collectors.toMap(work -> work.by().name(), work -> work, Work::and, TreeMap::new));
  }

  private boolean isOpen(Channel channel) {
    return !channel.disabled() && !channel.isMuted(clock.instant());
  }

  /** What a lane has to send. */
  private record Work(Channel by, List<String> names) {
    Work and(Work other) {
      return new Work(by, Stream.concat(names.stream(), other.names.stream()).toList());
    }
  }

  private void start(String target, Work work) {
    if (running.add(target)) {
      threads.execute(() -> run(target, work));
    }
  }

  private void run(String target, Work work) {
    try {
      lane.run(work.by(), work.names());
    } catch (RuntimeException | Error e) { // the next round starts the lane again
      metrics.laneFailed(target);
      if (!threads.isShutdown()) {
        LOG.errorf(e, "The notices of the channel %s could not be looked after.", target);
      }
    } finally {
      running.remove(target);
    }
  }

  /**
   * Interrupts what is being sent, which counts as an attempt, and waits until the rest is given
   * back, so that nobody has to wait for the end of a lease.
   */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Some notices were still being sent; they are sent again when their lease ends.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
