package io.tapline.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.longrunning.ListOperationsRequest;
import com.google.longrunning.ListOperationsResponse;
import com.google.longrunning.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllPagesTest {
  private final List<ListOperationsRequest> asked = new ArrayList<>();

  /** Three pages; the second has no row. */
  private ListOperationsResponse list(ListOperationsRequest request) {
    asked.add(request);
    return switch (request.getPageToken()) {
      case "" -> page("2", "a", "b");
      case "2" -> page("3");
      case "3" -> page("", "c");
      default -> throw new AssertionError("no token of this list: " + request.getPageToken());
    };
  }

  private static ListOperationsResponse page(String next, String... names) {
    ListOperationsResponse.Builder page =
        ListOperationsResponse.newBuilder().setNextPageToken(next);
    for (String name : names) {
      page.addOperations(Operation.newBuilder().setName(name));
    }
    return page.build();
  }

  @Test
  void a_list_is_read_to_its_end_with_the_same_question() {
    ListOperationsRequest question = ListOperationsRequest.newBuilder().setFilter("f").build();
    assertThat(AllPages.rows(this::list, question, ListOperationsResponse::getOperationsList))
        .extracting(Operation::getName)
        .containsExactly("a", "b", "c");
    assertThat(asked).hasSize(3).allMatch(request -> request.getFilter().equals("f"));
    assertThat(asked).allMatch(request -> request.getPageSize() == 1_000);
  }
}
