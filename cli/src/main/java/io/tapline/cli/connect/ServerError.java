package io.tapline.cli.connect;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.tapline.cli.ExitCode;
import io.tapline.cli.filter.FilterCaret;
import io.tapline.cli.output.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A refused call in words: what the server said, its reason, and what to do next.
 *
 * @param reason from {@code google.rpc.ErrorInfo}; empty when the server gave none
 * @param position of the character in the filter that is to blame, from 1; 0 when it is none
 * @param tried formats that a file was taken for, with why it is none of them
 * @param tls whether there is no connection because of TLS; the sentence says what to do
 */
public record ServerError(
    Status.Code code,
    String sentence,
    String reason,
    int position,
    Map<String, String> tried,
    boolean tls) {
  /** Before a format's name, among what the server tells of an error. */
  private static final String NOT = "not_";

  public static ServerError of(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    if (status.getCode() == Status.Code.UNAVAILABLE || status.getCode() == Status.Code.INTERNAL) {
      Optional<String> tls = TlsFailure.of(status.getDescription(), status.getCause());
      if (tls.isPresent()) {
        return new ServerError(status.getCode(), Printable.of(tls.get()), "", 0, Map.of(), true);
      }
    }
    return said(failure);
  }

  private static ServerError said(StatusRuntimeException failure) {
    com.google.rpc.@Nullable Status details = StatusProto.fromThrowable(failure);
    ErrorInfo info = detail(details, ErrorInfo.class).orElse(ErrorInfo.getDefaultInstance());
    Status.Code code = failure.getStatus().getCode();
    String said = firstLine(failure.getStatus().getDescription(), code);
    String violations =
        detail(details, BadRequest.class).map(request -> violations(request, said)).orElse("");
    return new ServerError(
        code,
        Printable.of(said + violations),
        info.getReason(),
        position(info),
        tried(info),
        false);
  }

  /** The filter and a caret below the place that is to blame; nothing when no place is known. */
  public List<String> point(String filter) {
    return position == 0 ? List.of() : FilterCaret.lines(filter, position);
  }

  /** Says it on {@code err}; returns the exit code. */
  public int report(PrintWriter err) {
    if (tls) {
      err.println(sentence);
      return ExitCode.UNREACHABLE;
    }
    if (unreachable()) {
      err.println(
          "The server cannot be reached ("
              + sentence
              + "): is `tapline up` running, and is --server right?");
      return ExitCode.UNREACHABLE;
    }
    err.println(reason.isEmpty() ? sentence : sentence + " [" + reason + "]");
    next().ifPresent(err::println);
    return ExitCode.REFUSED;
  }

  /** A service that answers with a reason is there, even if what it needs is not. */
  public boolean unreachable() {
    return code == Status.Code.UNAVAILABLE && reason.isEmpty();
  }

  private Optional<String> next() {
    return Optional.ofNullable(
        switch (code) {
          case UNAVAILABLE -> "Try again in a moment; `tapline doctor` says what is not working.";
          case UNIMPLEMENTED ->
              "The server does not know this call: is --server the gRPC port of a Tapline that is not older?";
          case DEADLINE_EXCEEDED ->
              "It took too long: ask for a shorter interval (--from, --to) or a narrower filter.";
          case PERMISSION_DENIED ->
              reason.equals("CAPTURE_NOT_PERMITTED")
                  ? "`tapline doctor` says how to get the privilege."
                  : null;
          default ->
              reason.equals("INVALID_FILTER") || reason.equals("UNKNOWN_FIELD")
                  ? "`tapline search --help` lists the fields."
                  : null;
        });
  }

  /** What is no Tapline may answer with a whole page. */
  private static String firstLine(@Nullable String description, Status.Code code) {
    return description == null ? code.name() : description.lines().findFirst().orElse(code.name());
  }

  /** The fields, with what is wrong about them unless that was said already. */
  private static String violations(BadRequest request, String said) {
    return request.getFieldViolationsList().stream()
        .map(
            violation ->
                violation.getDescription().equals(said)
                    ? violation.getField()
                    : violation.getField() + ": " + violation.getDescription())
        .collect(Collectors.joining("; ", " (", ")"));
  }

  /** A line for each format that was tried. */
  public List<String> formatsTried() {
    return tried.entrySet().stream()
        .map(format -> "  not %s: %s".formatted(format.getKey(), format.getValue()))
        .toList();
  }

  private static Map<String, String> tried(ErrorInfo info) {
    Map<String, String> formats = new TreeMap<>();
    info.getMetadataMap()
        .forEach(
            (key, why) -> {
              if (key.startsWith(NOT)) {
                formats.put(key.substring(NOT.length()), Printable.of(why));
              }
            });
    return formats;
  }

  private static int position(ErrorInfo info) {
    String position = info.getMetadataOrDefault("position", "");
    return position.matches("\\d{1,9}") ? Integer.parseInt(position) : 0;
  }

  private static <T extends Message> Optional<T> detail(
      com.google.rpc.@Nullable Status details, Class<T> type) {
    if (details == null) {
      return Optional.empty();
    }
    return details.getDetailsList().stream()
        .filter(any -> any.is(type))
        .findFirst()
        .map(any -> unpack(any, type));
  }

  private static <T extends Message> T unpack(Any any, Class<T> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("The server's error details cannot be read.", e);
    }
  }
}
