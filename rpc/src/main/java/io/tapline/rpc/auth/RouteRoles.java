package io.tapline.rpc.auth;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The role that each route over HTTP needs. A {@code *} is any number of characters, {@code {NAME}}
 * is one part of a path. Tests compare the tables with the routes; a request of no line is refused.
 */
public final class RouteRoles {
  /** The console, its data, health and metrics. */
  public static final RouteRoles CONSOLE =
      new RouteRoles(
          """
          GET / open
          GET /index.html open
          GET /console/* open
          GET /q/health* open
          GET /q/metrics viewer
          POST /api/login open
          POST /api/logout open
          GET /api/session open
          GET /api/status viewer
          GET /api/sources viewer
          GET /api/exporters viewer
          GET /api/fields viewer
          GET /api/series viewer
          GET /api/services viewer
          GET /api/talkers viewer
          GET /api/connections viewer
          GET /api/connections/count viewer
          GET /api/connections/export viewer
          GET /api/events viewer
          GET /api/events/{id} viewer
          GET /api/events/{id}/why viewer
          GET /api/events/{id}/actions viewer
          POST /api/events/{id}/actions operator
          """);

  /** AIT's interface, which has a listener of its own. */
  public static final RouteRoles AIT =
      new RouteRoles(
          """
          GET / viewer
          DELETE / operator
          GET /stats viewer
          GET /{name}/config viewer
          POST /{name}/start operator
          POST /{name}/rotate operator
          DELETE /{name}/stop operator
          """);

  private static final String OPEN = "open";

  /**
   * @param needed null = open to everybody
   */
  public record Route(String method, String path, @Nullable Role needed) {
    private static Route parse(String line) {
      String[] columns = line.split(" ", -1);
      return new Route(columns[0], columns[1], columns[2].equals(OPEN) ? null : role(columns[2]));
    }

    private static Role role(String word) {
      return Role.of(word).orElseThrow(() -> new IllegalStateException("no role: " + word));
    }

    public boolean isOpen() {
      return needed == null;
    }

    private Pattern pattern() {
      String quoted = "\\Q" + path + "\\E";
      return Pattern.compile(
          quoted.replace("*", "\\E.*\\Q").replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q"));
    }
  }

  private record Line(Route route, Pattern path) {}

  private final List<Line> lines;

  private RouteRoles(String table) {
    lines = table.lines().map(Route::parse).map(r -> new Line(r, r.pattern())).toList();
  }

  public List<Route> all() {
    return lines.stream().map(Line::route).toList();
  }

  /**
   * The line of a request; empty when there is none, and then nobody may.
   *
   * @param method HEAD is GET without a body
   * @param path as the router normalizes it
   */
  public Optional<Route> find(String method, String path) {
    String verb = method.equals("HEAD") ? "GET" : method;
    return lines.stream()
        .filter(line -> line.route().method().equals(verb) && line.path().matcher(path).matches())
        .map(Line::route)
        .findFirst();
  }
}
