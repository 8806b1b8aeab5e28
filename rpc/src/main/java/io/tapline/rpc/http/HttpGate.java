package io.tapline.rpc.http;

import io.tapline.rpc.ProblemDetails;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.auth.AuditLog;
import io.tapline.rpc.auth.Auth;
import io.tapline.rpc.auth.AuthReason;
import io.tapline.rpc.auth.Bearer;
import io.tapline.rpc.auth.Guard;
import io.tapline.rpc.auth.Principal;
import io.tapline.rpc.auth.Role;
import io.tapline.rpc.auth.RouteRoles;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Admits requests to the routes of one table. */
public final class HttpGate {
  static final String COOKIE = "tapline_token";

  /** Who asks for what everybody may have. */
  private static final Principal NOBODY = new Principal("(nobody)", Role.VIEWER);

  private static final int UNAUTHENTICATED = 401;

  private final Auth auth;
  private final RouteRoles routes;

  public HttpGate(Auth auth, RouteRoles routes) {
    this.auth = auth;
    this.routes = routes;
  }

  /** Whether requests need a token. */
  public boolean isOn() {
    return auth.guard().isOn();
  }

  /**
   * Who asks, if they may.
   *
   * @param path as the router normalizes it
   * @return empty when the request was refused, and is answered
   */
  public Optional<Principal> admit(HttpServerRequest request, String path) {
    try {
      HostNames.check(request, auth.hosts());
      return Optional.of(permitted(request, path));
    } catch (Refusal e) {
      refuse(request, path, e);
      return Optional.empty();
    }
  }

  private Principal permitted(HttpServerRequest request, String path) {
    if (!auth.guard().isOn()) {
      return who(request);
    }
    Optional<RouteRoles.Route> route = routes.find(request.method().name(), path);
    if (route.isPresent() && route.get().isOpen()) {
      return NOBODY;
    }
    Principal caller = who(request);
    Guard.require(
        caller,
        request.method().name() + " " + path,
        route.map(RouteRoles.Route::needed).orElse(null));
    return caller;
  }

  /**
   * Who shows the token of a request.
   *
   * @throws Refusal as {@link Guard#admit}
   */
  Principal who(HttpServerRequest request) {
    return auth.guard().admit(token(request), isLoopback(request));
  }

  private static @Nullable String token(HttpServerRequest request) {
    String header = Bearer.token(request.getHeader("Authorization"));
    Cookie cookie = request.getCookie(COOKIE);
    return header != null || cookie == null ? header : cookie.getValue();
  }

  private static boolean isLoopback(HttpServerRequest request) {
    String address = request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
    return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
  }

  static String remote(HttpServerRequest request) {
    return request.remoteAddress() == null
        ? ""
        : String.valueOf(request.remoteAddress().hostAddress());
  }

  /** Answers with the refusal, counts and records it. */
  void refuse(HttpServerRequest request, String path, Refusal why) {
    auth.refused().accept((AuthReason) why.reason());
    int status = why.reason().code().httpStatus();
    record(request, path, null, status, 0, Map.of("reason", why.reason().name()));
    HttpServerResponse response =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", ProblemDetails.MEDIA_TYPE)
            .putHeader("Cache-Control", "no-store");
    if (status == UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    response.end(new JsonObject(ProblemDetails.of(why)).encode());
  }

  /** Records an answer to somebody, where authentication is on. */
  public void answered(
      HttpServerRequest request, String path, Principal caller, Instant start, long nanos) {
    if (auth.guard().isOn() && !caller.equals(NOBODY) && !path.startsWith("/q/")) {
      String query = Optional.ofNullable(request.query()).orElse("");
      auth.audit()
          .record(
              entry(
                  request,
                  path,
                  caller,
                  start,
                  request.response().getStatusCode(),
                  nanos,
                  query.isEmpty() ? Map.of() : Map.of("query", query)));
    }
  }

  private void record(
      HttpServerRequest request,
      String path,
      @Nullable Principal caller,
      int status,
      long nanos,
      Map<String, String> asked) {
    auth.audit().record(entry(request, path, caller, Instant.now(), status, nanos, asked));
  }

  private static AuditLog.Entry entry(
      HttpServerRequest request,
      String path,
      @Nullable Principal caller,
      Instant start,
      int status,
      long nanos,
      Map<String, String> asked) {
    return new AuditLog.Entry(
        start,
        "http",
        caller,
        remote(request),
        request.method().name() + " " + path,
        Integer.toString(status),
        nanos,
        asked);
  }
}
