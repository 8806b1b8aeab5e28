package io.tapline.capture.ait;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapline.capture.CaptureConfig;
import io.tapline.capture.handler.Handlers;
import io.tapline.capture.source.Sources;
import io.tapline.rpc.auth.RouteRoles;
import io.tapline.rpc.http.HttpGate;
import io.tapline.service.AuthLifecycle;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Starts the listener where a port is configured: after the engines, and stops it before them. */
@Singleton
public class AitLifecycle {
  private static final Logger LOG = Logger.getLogger(AitLifecycle.class);
  private static final int AFTER_THE_ENGINES = 5000;
  private static final int BEFORE_THE_ENGINES = 100;

  private final CaptureConfig.Ait config;
  private final AitListener listener;

  AitLifecycle(
      CaptureConfig config, Sources sources, Handlers handlers, AuthLifecycle auth, Vertx vertx) {
    this.config = config.ait();
    this.listener =
        new AitListener(
            vertx,
            new HttpGate(auth.auth(), RouteRoles.AIT),
            new AitRoutes(new AitCapturer(sources, handlers)));
  }

  void start(@Observes @Priority(AFTER_THE_ENGINES) StartupEvent event) {
    if (config.port().isPresent()) {
      int port = listener.start(config.host(), config.port().getAsInt());
      LOG.infof("AIT's interface is served at http://%s:%s/.", config.host(), port);
    }
  }

  void stop(@Observes @Priority(BEFORE_THE_ENGINES) ShutdownEvent event) {
    listener.close();
  }
}
