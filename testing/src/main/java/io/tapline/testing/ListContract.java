package io.tapline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What every List of the contracts promises: pages of {@code page_size} rows that together are the
 * whole list, and refusals of sizes and tokens that are none. A List is given as a function that
 * returns its answer or throws what ends the call.
 */
public final class ListContract {
  private static final int MAX_SIZE = 1_000;

  private final UnaryOperator<Message> list;
  private final Message request;

  private ListContract(UnaryOperator<Message> list, Message request) {
    this.list = list;
    this.request = request;
  }

  /** A call to a List. */
  public interface Call<Q extends Message, A extends Message> {
    A list(Q request);
  }

  /**
   * Checks a List that does not change meanwhile and has at least two rows.
   *
   * @param request with the question, without paging
   */
  @SuppressWarnings("unchecked") // requests are built from the request
  public static <Q extends Message, A extends Message> void check(Call<Q, A> call, Q request) {
    ListContract list = new ListContract(asked -> call.list((Q) asked), request);
    list.checkPages();
    list.checkRefusals();
  }

  private void checkPages() {
    List<Object> whole = rows(ask(MAX_SIZE, ""));
    assertThat(whole).as("rows of %s", name()).hasSizeGreaterThan(1);
    List<Object> read = new ArrayList<>();
    String token = "";
    do {
      Message page = ask(1, token);
      assertThat(rows(page)).as("a page of %s", name()).hasSize(1);
      read.addAll(rows(page));
      token = nextToken(page);
    } while (!token.isEmpty() && read.size() <= whole.size());
    assertThat(read).as("all pages of %s", name()).isEqualTo(whole);
  }

  private void checkRefusals() {
    assertRefused("INVALID_PAGE_SIZE", MAX_SIZE + 1, "");
    assertRefused("INVALID_PAGE_SIZE", -1, "");
    String token = nextToken(ask(1, ""));
    assertRefused("INVALID_PAGE_TOKEN", 1, token + "x");
    assertRefused("INVALID_PAGE_TOKEN", 1, "nonsense");
  }

  private void assertRefused(String reason, int size, String token) {
    assertThat(reason(catchThrowable(() -> ask(size, token))))
        .as("refusal of %s with size %d and token '%s'", name(), size, token)
        .isEqualTo(reason);
  }

  private Message ask(int size, String token) {
    return list.apply(
        request.toBuilder()
            .setField(request.getDescriptorForType().findFieldByName("page_size"), size)
            .setField(request.getDescriptorForType().findFieldByName("page_token"), token)
            .build());
  }

  private String name() {
    return request.getDescriptorForType().getName();
  }

  @SuppressWarnings("unchecked") // a repeated field is a list
  private static List<Object> rows(Message page) {
    return (List<Object>) page.getField(page.getDescriptorForType().findFieldByNumber(1));
  }

  private static String nextToken(Message page) {
    return (String) page.getField(page.getDescriptorForType().findFieldByName("next_page_token"));
  }

  private static String reason(Throwable refusal) {
    assertThat(refusal).as("what ended the call").isNotNull();
    Status status = StatusProto.fromThrowable(refusal);
    assertThat(status).as("details of %s", refusal).isNotNull();
    return status.getDetailsList().stream()
        .filter(detail -> detail.is(ErrorInfo.class))
        .map(ListContract::info)
        .findFirst()
        .map(ErrorInfo::getReason)
        .orElse("none");
  }

  private static ErrorInfo info(Any detail) {
    try {
      return detail.unpack(ErrorInfo.class);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("details that cannot be read", e);
    }
  }
}
