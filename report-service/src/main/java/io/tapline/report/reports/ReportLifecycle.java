package io.tapline.report.reports;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.tapline.report.AuthLifecycle;
import io.tapline.report.log.ConnectionLog;
import io.tapline.rpc.listen.PublicAddress;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says where the service may listen, and builds the reports. */
@Singleton
public class ReportLifecycle {
  private static final int FIRST = 1;

  private final ConnectionLog log;

  public ReportLifecycle(ConnectionLog log) {
    this.log = log;
  }

  /**
   * Ends a start at addresses that other machines reach, unless callers are authenticated or that
   * was allowed.
   */
  void checkAddresses(
      @Observes @Priority(FIRST) StartupEvent start,
      @ConfigProperty(name = "quarkus.http.host") String http,
      @ConfigProperty(name = "quarkus.grpc.server.host") String grpc,
      @ConfigProperty(name = PublicAddress.SETTING, defaultValue = "false") boolean allowed,
      AuthLifecycle auth) {
    PublicAddress.objection(allowed || auth.isOn(), http, grpc)
        .ifPresent(
            sentence -> {
              throw new PreventFurtherStepsException(sentence, 1);
            });
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
