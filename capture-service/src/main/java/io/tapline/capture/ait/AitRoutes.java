package io.tapline.capture.ait;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.capture.Reason;
import io.tapline.rpc.ProblemDetails;
import io.tapline.rpc.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * AIT's routes: {@code GET /}, {@code GET /stats}, {@code POST /NAME/start}, {@code DELETE
 * /NAME/stop}, {@code GET /NAME/config}, {@code POST /NAME/rotate}; and {@code DELETE
 * /?conn_type=&loc=&port=}, which the original has as a method only. Bodies are JSON.
 */
final class AitRoutes {
  private static final Logger LOG = Logger.getLogger(AitRoutes.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OF_HANDLER =
      Pattern.compile("/([A-Za-z0-9._-]{1,64})/(start|stop|config|rotate)");
  private static final String JSON_TYPE = "application/json";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL = 500;

  /** An answer over HTTP. */
  record Answer(int status, String mediaType, String body) {
    static final Answer DONE = new Answer(OK, JSON_TYPE, "");
  }

  private final AitCapturer capturer;

  AitRoutes(AitCapturer capturer) {
    this.capturer = capturer;
  }

  /** A page that a browser shows may not make this sensor capture or write. */
  static Answer ofBrowser() {
    return problem(FORBIDDEN, "Requests of web pages, which have an Origin, are not answered.");
  }

  /**
   * Answers one request; never throws.
   *
   * @param fields of the form or the query
   */
  Answer answer(String method, String path, Map<String, String> fields) {
    try {
      return route(method, path, fields);
    } catch (Refusal e) {
      return new Answer(
          e.reason().code().httpStatus(), ProblemDetails.MEDIA_TYPE, text(ProblemDetails.of(e)));
    } catch (RuntimeException e) {
      LOG.warn("A request of AIT's interface failed: " + method + " " + path, e);
      return problem(INTERNAL, "The sensor failed; its log file says why.");
    }
  }

  private Answer route(String method, String path, Map<String, String> fields) {
    Matcher ofHandler = OF_HANDLER.matcher(path);
    if (ofHandler.matches()) {
      return handler(method, ofHandler.group(1), ofHandler.group(2), fields);
    }
    return switch (path) {
      case "/" -> root(method, fields);
      case "/stats" ->
          method.equals("GET") ? json(capturer.statistics()) : notAllowed(method, Set.of("GET"));
      default -> problem(NOT_FOUND, "There is no " + path + ".");
    };
  }

  private Answer root(String method, Map<String, String> fields) {
    return switch (method) {
      case "GET" -> json(capturer.configs());
      case "DELETE" -> {
        capturer.stop(new AitForm(fields).address());
        yield Answer.DONE;
      }
      default -> notAllowed(method, Set.of("GET", "DELETE"));
    };
  }

  private Answer handler(String method, String name, String action, Map<String, String> fields) {
    String verb =
        switch (action) {
          case "config" -> "GET";
          case "stop" -> "DELETE";
          default -> "POST";
        };
    if (!method.equals(verb)) {
      return notAllowed(method, Set.of(verb));
    }
    switch (action) {
      case "start" -> capturer.start(name, fields);
      case "stop" -> capturer.stop(name);
      case "rotate" -> capturer.rotate(name);
      default -> {
        return json(capturer.config(name));
      }
    }
    return Answer.DONE;
  }

  private static Answer notAllowed(String method, Set<String> allowed) {
    return problem(
        METHOD_NOT_ALLOWED, method + " is not one of " + String.join(", ", allowed) + ".");
  }

  private static Answer problem(int status, String sentence) {
    Map<String, Object> problem =
        Map.of(
            "type",
            "about:blank",
            "status",
            status,
            "detail",
            sentence,
            "domain",
            Reason.INTERNAL.domain());
    return new Answer(status, ProblemDetails.MEDIA_TYPE, text(problem));
  }

  private static Answer json(Object value) {
    return new Answer(OK, JSON_TYPE, text(value));
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps, lists, texts and numbers have a form in JSON.", e);
    }
  }
}
