package io.tapline.eventstore.decision;

import static io.tapline.eventstore.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.eventstore.Reason.PAGE_TOKEN_MISMATCH;

import io.tapline.eventstore.v1.SearchRelapsedEventsRequest;
import io.tapline.rpc.PageTokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Page tokens of the search for relapsed events: the id of the last event, in UTF-8. */
final class RelapsePageRequests {
  private static final int VERSION = 1;

  private static final PageTokens<String> TOKENS =
      new PageTokens<>(
          VERSION,
          new PageTokens.Form<>(RelapsePageRequests::write, RelapsePageRequests::read),
          INVALID_PAGE_TOKEN,
          PAGE_TOKEN_MISMATCH);

  private RelapsePageRequests() {}

  /** The event id after which the page starts; empty for the first page. */
  static String after(SearchRelapsedEventsRequest request) {
    String token = request.getPageToken();
    return token.isEmpty() ? "" : TOKENS.read(question(request), token);
  }

  /** Empty when there is no next page. */
  static String next(SearchRelapsedEventsRequest request, String after) {
    return after.isEmpty() ? "" : TOKENS.write(question(request), after);
  }

  private static byte[] question(SearchRelapsedEventsRequest request) {
    return request.toBuilder().clearPageSize().clearPageToken().build().toByteArray();
  }

  private static byte[] write(String eventId) {
    return eventId.getBytes(StandardCharsets.UTF_8);
  }

  private static String read(ByteBuffer bytes) {
    String eventId = StandardCharsets.UTF_8.decode(bytes).toString();
    if (eventId.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("No id has a NUL.");
    }
    return eventId;
  }
}
