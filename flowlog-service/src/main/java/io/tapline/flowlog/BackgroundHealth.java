package io.tapline.flowlog;

import io.tapline.flowlog.merge.MergeLoop;
import io.tapline.flowlog.retention.RetentionLoop;
import io.tapline.flowlog.store.HostCopyMaker;
import io.tapline.rpc.health.ReadinessCheck;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Background work that fails as a whole is shown; a segment that cannot be merged or copied by
 * itself is logged and counted instead. Frames are taken and questions answered all the same, so
 * the service stays ready.
 */
@Readiness
@Singleton
public class BackgroundHealth extends ReadinessCheck {
  private final List<BackgroundWorker> workers;

  public BackgroundHealth(MergeLoop merging, HostCopyMaker copies, RetentionLoop retention) {
    super("background work");
    this.workers = List.of(merging.worker(), copies.worker(), retention.worker());
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    workers.forEach(worker -> response.withData(worker.name(), worker.state()));
  }
}
