package io.tapline.flowlog.watch;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import com.google.type.Interval;
import io.tapline.flowlog.search.ConnectionMessages;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.WatchConnectionsResponse;
import io.tapline.flowlog.watch.Commits.Skipped;
import io.tapline.rpc.watch.WatchPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes messages to watchers. */
final class WatchMessages {
  /** Connections of a message. */
  static final int CHUNK = 1_000;

  private WatchMessages() {}

  /**
   * The part as messages, each with the token to go on behind it; none for a part with nothing.
   *
   * @param reader leaves of each connection what is wanted
   */
  static WatchPart<WatchConnectionsResponse> part(
      ConnectionFeed.Part part, UnaryOperator<Connection> reader) {
    return new WatchPart<>(responses(part, reader), () -> token(part.end()), part.full());
  }

  private static List<WatchConnectionsResponse> responses(
      ConnectionFeed.Part part, UnaryOperator<Connection> reader) {
    List<WatchConnectionsResponse> responses = new ArrayList<>();
    if (part.rows().isEmpty() && part.skipped().connections() > 0) {
      responses.add(skipped(part.skipped()).setResumeToken(ResumeToken.write(part.end())).build());
    }
    for (int from = 0; from < part.rows().size(); from += CHUNK) {
      int to = Math.min(from + CHUNK, part.rows().size());
      responses.add(
          skipped(from == 0 ? part.skipped() : Skipped.NOTHING)
              .addAllConnections(
                  ConnectionMessages.connections(
                      part.rows().subList(from, to), part.names(), reader))
              .setResumeToken(ResumeToken.write(part.behind(to)))
              .build());
    }
    return responses;
  }

  private static WatchConnectionsResponse.Builder skipped(Skipped skipped) {
    WatchConnectionsResponse.Builder response = WatchConnectionsResponse.newBuilder();
    if (skipped.connections() > 0) {
      response
          .setSkippedConnections(skipped.connections())
          .setSkippedInterval(
              Interval.newBuilder()
                  .setStartTime(timestamp(skipped.firstStartNanos()))
                  .setEndTime(timestamp(skipped.lastStartNanos() + 1)));
    }
    return response;
  }

  /** Nothing so far, up to here. */
  private static WatchConnectionsResponse token(WatchPosition position) {
    return WatchConnectionsResponse.newBuilder()
        .setResumeToken(ResumeToken.write(position))
        .build();
  }
}
