package io.tapline.report;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tapline.report.fake.FakeServices;
import io.tapline.report.fake.SampleLog;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flowlog and the event store for the application under test: an hour of the sample office. */
public class FakeUpstream implements QuarkusTestResourceLifecycleManager {
  static final Instant END = Instant.parse("2026-03-02T10:00:00Z");

  private @Nullable FakeServices services;

  @Override
  public Map<String, String> start() {
    services = open();
    String port = Integer.toString(services.port());
    return Map.of(
        "quarkus.grpc.clients.flowlog.host",
        "127.0.0.1",
        "quarkus.grpc.clients.flowlog.test-port",
        port,
        "quarkus.grpc.clients.eventstore.host",
        "127.0.0.1",
        "quarkus.grpc.clients.eventstore.test-port",
        port);
  }

  private static FakeServices open() {
    try {
      return SampleLog.start(END);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    if (services != null) {
      services.close();
    }
  }
}
