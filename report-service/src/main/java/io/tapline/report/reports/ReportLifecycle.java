package io.tapline.report.reports;

import io.tapline.report.log.ConnectionLog;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds the reports. */
@Singleton
public class ReportLifecycle {
  private final ConnectionLog log;

  public ReportLifecycle(ConnectionLog log) {
    this.log = log;
  }

  @Produces
  @Singleton
  ServiceSummary serviceSummary() {
    return new ServiceSummary(log);
  }

  @Produces
  @Singleton
  TopTalkers topTalkers() {
    return new TopTalkers(log);
  }

  @Produces
  @Singleton
  TrafficOverTime trafficOverTime() {
    return new TrafficOverTime(log);
  }

  @Produces
  @Singleton
  Top top() {
    return new Top(log);
  }

  @Produces
  @Singleton
  Percentile percentile() {
    return new Percentile(log);
  }

  @Produces
  @Singleton
  Change change() {
    return new Change(log);
  }

  @Produces
  @Singleton
  Matrix matrix() {
    return new Matrix(log);
  }

  @Produces
  @Singleton
  LongConnections longConnections() {
    return new LongConnections(log);
  }

  @Produces
  @Singleton
  Quality quality() {
    return new Quality(log);
  }
}
