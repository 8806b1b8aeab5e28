package io.tapline.flowlog;

import io.tapline.flowlog.hostcopy.HostCopyMaker;
import io.tapline.flowlog.merge.MergeLoop;
import io.tapline.flowlog.retention.RetentionLoop;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Background work that fails as a whole is shown; a segment that cannot be merged or copied by
 * itself is logged and counted instead. Frames are taken and questions answered all the same, so
 * the service stays ready.
 */
@Readiness
@ApplicationScoped
public class BackgroundHealthLifecycle implements HealthCheck {
  private final List<BackgroundWorker> workers;

  public BackgroundHealthLifecycle(
      MergeLoop merging, HostCopyMaker copies, RetentionLoop retention) {
    this.workers = List.of(merging.worker(), copies.worker(), retention.worker());
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("background work").up();
    workers.forEach(worker -> response.withData(worker.name(), worker.state()));
    return response.build();
  }
}
