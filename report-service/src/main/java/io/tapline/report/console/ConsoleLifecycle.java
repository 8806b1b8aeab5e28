package io.tapline.report.console;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Security headers of everything but the machine's own pages under {@code /q}. */
@ApplicationScoped
public class ConsoleLifecycle {
  private static final int EARLY = 100;

  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  void register(@Observes Filters filters) {
    filters.register(ConsoleLifecycle::protect, EARLY);
  }

  private static void protect(RoutingContext context) {
    if (!context.normalizedPath().startsWith("/q/")) {
      context.addHeadersEndHandler(ignored -> headers(context.response()));
    }
    context.next();
  }

  /** Files may be kept but must be asked for again, so a new version shows at once. */
  private static void headers(HttpServerResponse response) {
    response.putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("X-Frame-Options", "DENY");
    response.putHeader("Referrer-Policy", "no-referrer");
    response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.putHeader("Cache-Control", "no-cache");
  }
}
