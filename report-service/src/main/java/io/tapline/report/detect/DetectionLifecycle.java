package io.tapline.report.detect;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tapline.report.Reason;
import io.tapline.report.ReportConfig;
import io.tapline.report.blocklist.BlocklistLifecycle;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.LogProgress;
import io.tapline.report.rule.Detection;
import io.tapline.rpc.Refusal;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Builds the detections and lets them run until the services begin to stop. */
@Singleton
public class DetectionLifecycle {
  private static final long STOP_LIMIT_SECONDS = 3;

  private final DetectionMetrics metrics;
  private final DetectionRequests requests;
  private final DetectionSchedule schedule;
  private final DetectionRounds rounds;
  private final ReentrantLock round = new ReentrantLock();
  private volatile boolean enabled;
  private volatile boolean stopping;

  public DetectionLifecycle(
      ReportConfig config,
      ConnectionLog log,
      LogProgress progress,
      EventSink events,
      BlocklistLifecycle blocklists,
      MeterRegistry registry) {
    ReportConfig.Detections settings = config.detections();
    enabled = settings.enabled();
    metrics = new DetectionMetrics(registry);
    DetectionSettings rules = new DetectionSettings(settings, blocklists::current);
    List<Detection> detections = rules.detections();
    Suppressions suppressions = suppressions(settings, detections);
    requests =
        new DetectionRequests(detections, new DetectionRunner(log, events, suppressions, metrics));
    DetectionRunner runner = new DetectionRunner(givingWay(log), events, suppressions, metrics);
    schedule = schedule(settings, progress, runner, rules.running(detections));
    rounds = new DetectionRounds(schedule::tick, InstantSource.system(), metrics);
  }

  /**
   * What runs by itself is asked again later; a round that is stopped ends with its next question.
   */
  private ConnectionLog givingWay(ConnectionLog log) {
    return question -> {
      if (stopping) {
        throw new Refusal(Reason.LOG_UNAVAILABLE, "The service stops.");
      }
      return log.aggregate(question.givingWay());
    };
  }

  private DetectionSchedule schedule(
      ReportConfig.Detections settings,
      LogProgress progress,
      DetectionRunner runner,
      List<Detection> detections) {
    return new DetectionSchedule(
        progress,
        runner,
        lanes(settings, detections),
        new CalmPolicy(settings.calm(), settings.longestWait()),
        new ReportedEvents(settings.reportedEvents(), metrics),
        store(settings),
        settings.windowsPerRun(),
        InstantSource.system(),
        metrics);
  }

  private List<DetectionLane> lanes(ReportConfig.Detections settings, List<Detection> detections) {
    Map<Duration, List<Detection>> byWindow =
        detections.stream()
            .collect(
                Collectors.groupingBy(
                    detection -> detection.profile().window(), TreeMap::new, Collectors.toList()));
    List<DetectionLane> lanes = new ArrayList<>();
    byWindow.forEach((window, some) -> lanes.add(lane(settings, window, some)));
    return lanes;
  }

  private DetectionLane lane(
      ReportConfig.Detections settings, Duration window, List<Detection> detections) {
    long widths = Math.max(1, window.dividedBy(settings.window()));
    SettlePolicy settling =
        new SettlePolicy(window, settings.lateness(), settings.quiet().multipliedBy(widths));
    return new DetectionLane(
        detections, settling, new ChangedSpans(settings.pendingSpans(), metrics));
  }

  private Suppressions suppressions(ReportConfig.Detections settings, List<Detection> detections) {
    List<String> names = detections.stream().map(one -> one.profile().name()).toList();
    return settings
        .suppressionFile()
        .<Suppressions>map(file -> new SuppressionFile(file, names, metrics))
        .orElse(Suppressions.NONE);
  }

  private DetectionStore store(ReportConfig.Detections settings) {
    return settings
        .stateFile()
        .<DetectionStore>map(file -> new DetectionFile(file, metrics))
        .orElseGet(DetectionStore::none);
  }

  /** For people: what is wrong with the detections that run by themselves, if anything. */
  String state() {
    if (!enabled) {
      return "off";
    }
    String trouble = rounds.failure().isEmpty() ? schedule.trouble() : rounds.failure();
    return trouble.isEmpty() ? "running" : "failing, tried again: " + trouble;
  }

  @Produces
  @Singleton
  DetectionRequests requests() {
    return requests;
  }

  @Scheduled(
      identity = "tapline-report-detections",
      every = "${tapline.report.detections.every:2s}",
      delayed = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void tick() {
    round.lock();
    try {
      if (enabled) {
        rounds.tick();
      }
    } finally {
      round.unlock();
    }
  }

  /** Before all others: what is asked of the log must not outlive the log or its database. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    enabled = false;
    stopping = true;
    if (round.tryLock(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      round.unlock();
    }
  }
}
