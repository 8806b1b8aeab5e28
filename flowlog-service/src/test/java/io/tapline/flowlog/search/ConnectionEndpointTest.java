package io.tapline.flowlog.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Filter;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.flowlog.v1.FilterField;
import io.tapline.flowlog.v1.ListFieldsRequest;
import io.tapline.flowlog.v1.ListFieldsResponse;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.flowlog.v1.StreamConnectionsResponse;
import io.tapline.testing.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionEndpointTest {
  @TempDir Path directory;
  private LogFixture log;
  private ConnectionEndpoint endpoint;

  @BeforeEach
  void open() throws Exception {
    log = new LogFixture(directory).add(250, 1).add(50, 2);
    endpoint = new ConnectionEndpoint(log.search, log.aggregation, 1);
  }

  @AfterEach
  void close() throws Exception {
    endpoint.close();
    log.close();
  }

  @Test
  void pages_follow_each_other_by_token() throws Exception {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      SearchConnectionsResponse page = page(token);
      page.getConnectionsList().stream().map(Connection::getId).forEach(ids::add);
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(ids).hasSize(300).doesNotHaveDuplicates();
  }

  private static final List<SearchConnectionsResponse> NO_ANSWER = List.of();

  private SearchConnectionsResponse page(String token) throws Exception {
    SearchConnectionsRequest request =
        SearchConnectionsRequest.newBuilder().setPageSize(70).setPageToken(token).build();
    return Await.until(
            "the call before has left its place",
            () -> {
              FakeCaller<SearchConnectionsResponse> caller =
                  new FakeCaller<SearchConnectionsResponse>().ready();
              endpoint.searchConnections(request, caller);
              return caller.end() == Status.Code.OK ? caller.messages : NO_ANSWER;
            },
            messages -> !messages.isEmpty())
        .getFirst();
  }

  @Test
  void every_field_is_listed_once_with_what_it_is_and_values_that_a_filter_takes()
      throws Exception {
    FakeCaller<ListFieldsResponse> caller = new FakeCaller<ListFieldsResponse>().ready();
    endpoint.listFields(ListFieldsRequest.getDefaultInstance(), caller);
    assertThat(caller.end()).isEqualTo(Status.Code.OK);
    List<FilterField> fields = caller.messages.getFirst().getFieldsList();
    assertThat(fields)
        .extracting(FilterField::getName)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Field.values()).map(Field::text).toList());
    for (FilterField field : fields) {
      assertThat(field.getDescription()).as(field.getName()).isNotBlank();
      for (String value : field.getValuesList()) {
        String filter = field.getName() + " = \"" + value + "\"";
        assertThat(Filter.compile(filter, LogFixture.SOURCES)).as(filter).isNotNull();
      }
    }
  }

  @Test
  void a_call_beyond_the_limit_is_refused_and_counted_and_one_that_is_given_up_makes_room()
      throws Exception {
    FakeCaller<StreamConnectionsResponse> slow = new FakeCaller<>();
    endpoint.streamConnections(StreamConnectionsRequest.getDefaultInstance(), slow);
    FakeCaller<CountConnectionsResponse> refused =
        new FakeCaller<CountConnectionsResponse>().ready();
    endpoint.countConnections(CountConnectionsRequest.getDefaultInstance(), refused);
    assertThat(refused.end()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(endpoint.refusedCalls()).isEqualTo(1);
    slow.cancel();
    assertThat(page("").getConnectionsCount()).isEqualTo(70);
    assertThat(slow.messages).isEmpty();
  }
}
