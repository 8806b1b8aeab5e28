package io.tapline.report.blocklist;

import io.tapline.rpc.health.ReadinessCheck;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Lists that fail are shown; the last good ones are in force, so the service stays ready. */
@Readiness
@Singleton
public class BlocklistHealth extends ReadinessCheck {
  private final BlocklistLifecycle blocklists;

  public BlocklistHealth(BlocklistLifecycle blocklists) {
    super("blocklists");
    this.blocklists = blocklists;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    response.withData("state", blocklists.state());
  }
}
