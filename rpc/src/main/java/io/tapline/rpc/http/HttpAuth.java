package io.tapline.rpc.http;

import io.tapline.rpc.Refusal;
import io.tapline.rpc.auth.Auth;
import io.tapline.rpc.auth.AuthReason;
import io.tapline.rpc.auth.Bearer;
import io.tapline.rpc.auth.LoginThrottle;
import io.tapline.rpc.auth.Principal;
import io.tapline.rpc.auth.RouteRoles;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;

/**
 * Stands before all routes of a service's HTTP server: admits or refuses, and answers {@code
 * /api/login}, {@code /api/logout} and {@code /api/session} itself. Where a server has several, the
 * first that a request meets does the work.
 */
public final class HttpAuth implements Handler<RoutingContext> {
  /** After what adds security headers, which are for refusals too, and before all routes. */
  public static final int PRIORITY = 90;

  private static final String CALLER = "tapline.caller";

  private final Auth auth;
  private final HttpGate gate;

  public HttpAuth(Auth auth) {
    this.auth = auth;
    this.gate = new HttpGate(auth, RouteRoles.CONSOLE);
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.get(CALLER) != null) {
      context.next();
      return;
    }
    String path = context.normalizedPath();
    gate.admit(context.request(), path).ifPresent(caller -> serve(context, path, caller));
  }

  private void serve(RoutingContext context, String path, Principal caller) {
    switch (context.request().method().name() + " " + path) {
      case "POST /api/login" -> login(context.request(), path);
      case "POST /api/logout" -> logout(context.request());
      case "GET /api/session" -> session(context.request());
      default -> pass(context, path, caller);
    }
  }

  private void pass(RoutingContext context, String path, Principal caller) {
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    context.put(CALLER, caller);
    context.addEndHandler(
        _ -> gate.answered(context.request(), path, caller, start, System.nanoTime() - startNanos));
    context.next();
  }

  /** The token comes as a header, which no other site can make a browser send. */
  private void login(HttpServerRequest request, String path) {
    LoginThrottle throttle = auth.throttle();
    String address = HttpGate.remote(request);
    try {
      throttle.check(address);
      String token = Bearer.token(request.getHeader("Authorization"));
      Principal caller = auth.guard().admit(token == null ? "" : token, false);
      request.response().addCookie(cookie(request, Objects.requireNonNullElse(token, "")));
      answer(request, caller);
    } catch (Refusal e) {
      if (e.reason() != AuthReason.LOGIN_LIMIT) {
        throttle.failed(address);
      }
      gate.refuse(request, path, e);
    }
  }

  private void logout(HttpServerRequest request) {
    request.response().addCookie(cookie(request, "").setMaxAge(0));
    request.response().setStatusCode(204).end();
  }

  /** Who a browser is logged in as; the page asks this to know whether there is a way out. */
  private void session(HttpServerRequest request) {
    try {
      answer(request, gate.who(request));
    } catch (Refusal e) {
      gate.refuse(request, "/api/session", e);
    }
  }

  private void answer(HttpServerRequest request, Principal caller) {
    JsonObject session =
        new JsonObject()
            .put("authentication", auth.guard().isOn())
            .put("name", caller.name())
            .put("role", caller.role().word());
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(session.encode());
  }

  /** Lives as long as the browser's session; a script cannot read it, another site not send it. */
  private static Cookie cookie(HttpServerRequest request, String token) {
    return Cookie.cookie(HttpGate.COOKIE, token)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(request.isSSL() || "https".equals(request.getHeader("X-Forwarded-Proto")))
        .setSameSite(CookieSameSite.STRICT);
  }
}
