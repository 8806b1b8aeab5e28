package io.tapline.report.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tapline.eventstore.v1.NotificationService;
import io.tapline.report.ReportConfig;
import io.tapline.report.reports.ReportEndpoint;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Builds schedules and lets them run until the services begin to stop. */
@Singleton
public class ScheduleLifecycle {
  /** What a gRPC message to the event store has room for. */
  private static final int MOST_DOCUMENT_BYTES = 6 << 20;

  private static final long STOP_LIMIT_SECONDS = 3;

  private final ScheduleDatabase database;
  private final ScheduleDesk desk;
  private final ScheduleMetrics metrics;
  private final ScheduleRounds rounds;
  private final ReentrantLock round = new ReentrantLock();
  private volatile boolean enabled;

  public ScheduleLifecycle(
      ScheduleConfig config,
      ReportConfig reportConfig,
      DatabaseSettings settings,
      Instance<Pool> pools,
      @GrpcService ReportEndpoint reports,
      @GrpcClient("eventstore") NotificationService notices,
      MeterRegistry registry) {
    enabled = config.enabled();
    metrics = new ScheduleMetrics(registry);
    database = settings.database(pools);
    RunStore runs = new RunStore(database, ScheduleMessages::read);
    desk =
        new ScheduleDesk(
            new ScheduleStore(database, ScheduleMessages::read, config.maxSchedules()), runs);
    LeaseStore leases = new LeaseStore(database, ScheduleMessages::read, config.lease());
    RunWork work =
        new RunWork(
            leases,
            new ScheduledReports(reports, reportConfig.timeout()),
            new RunWork.Couriers(
                new FolderCourier(config.folderRoot()),
                new ChannelCourier(notices, reportConfig.timeout())),
            new RetryPolicy(config.firstRetry(), config.longestRetry(), config.maxAttempts()),
            documentBytes(config),
            metrics);
    rounds =
        new ScheduleRounds(
            new ScheduleRounds.Parts(database, runs, leases, work),
            config.concurrentRuns(),
            metrics,
            InstantSource.system());
  }

  private static int documentBytes(ScheduleConfig config) {
    if (config.maxDocumentBytes() > MOST_DOCUMENT_BYTES) {
      throw new IllegalArgumentException(
          "tapline.report.schedules.max-document-bytes is %d and can be %d at most"
              .formatted(config.maxDocumentBytes(), MOST_DOCUMENT_BYTES));
    }
    return config.maxDocumentBytes();
  }

  /** For people: whether schedules run, and what is wrong if anything is. */
  String state() {
    if (!database.exists()) {
      return "no database";
    }
    if (!enabled) {
      return "off";
    }
    String trouble = rounds.failure();
    return trouble.isEmpty() ? "running" : "failing, tried again: " + trouble;
  }

  ScheduleMetrics metrics() {
    return metrics;
  }

  @Produces
  @Singleton
  ScheduleDesk desk() {
    return desk;
  }

  @Scheduled(
      identity = "tapline-report-schedules",
      every = "${tapline.report.schedules.every:5s}",
      delayed = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void tick() {
    round.lock();
    try {
      if (database.exists()) {
        rounds.tick(enabled);
      }
    } finally {
      round.unlock();
    }
  }

  /** Before all others, while the database is there: runs that go on are given back. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    enabled = false;
    if (round.tryLock(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      round.unlock();
    }
    rounds.stop();
  }
}
