package io.tapline.flowlog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import io.grpc.Status;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Filter;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.AggregateConnectionsResponse;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.CountConnectionsRequest;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.flowlog.v1.FilterField;
import io.tapline.flowlog.v1.IntervalMatch;
import io.tapline.flowlog.v1.ListFieldsRequest;
import io.tapline.flowlog.v1.ListFieldsResponse;
import io.tapline.flowlog.v1.ListServicesRequest;
import io.tapline.flowlog.v1.ListServicesResponse;
import io.tapline.flowlog.v1.MeasureKind;
import io.tapline.flowlog.v1.SearchConnectionsRequest;
import io.tapline.flowlog.v1.SearchConnectionsResponse;
import io.tapline.flowlog.v1.StreamConnectionsRequest;
import io.tapline.flowlog.v1.StreamConnectionsResponse;
import io.tapline.testing.Await;
import io.tapline.testing.FakeCaller;
import io.tapline.testing.ListContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
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
  void a_page_has_the_fields_of_the_mask_only() throws Exception {
    SearchConnectionsRequest request =
        SearchConnectionsRequest.newBuilder().setReadMask(mask("id", "client_address")).build();
    SearchConnectionsResponse page = answer(caller -> endpoint.searchConnections(request, caller));
    assertThat(page.getConnectionsList())
        .hasSize(100)
        .allMatch(row -> !row.getId().isEmpty() && !row.getClientAddress().isEmpty())
        .allMatch(row -> row.getServerAddress().isEmpty() && !row.hasStartTime());
  }

  @Test
  void a_stream_has_the_fields_of_the_mask_only() throws Exception {
    StreamConnectionsRequest request =
        StreamConnectionsRequest.newBuilder().setReadMask(mask("server_address")).build();
    FakeCaller<StreamConnectionsResponse> caller =
        new FakeCaller<StreamConnectionsResponse>().ready();
    endpoint.streamConnections(request, caller);
    assertThat(caller.end()).isEqualTo(Status.Code.OK);
    assertThat(caller.messages.stream().flatMap(chunk -> chunk.getConnectionsList().stream()))
        .hasSize(300)
        .allMatch(row -> !row.getServerAddress().isEmpty() && row.getId().isEmpty());
  }

  @Test
  void a_mask_with_a_field_that_connections_lack_is_refused() throws Exception {
    SearchConnectionsRequest request =
        SearchConnectionsRequest.newBuilder().setReadMask(mask("id", "exported.colour")).build();
    assertThat(
            ConnectionEndpointTest.<SearchConnectionsResponse>end(
                caller -> endpoint.searchConnections(request, caller)))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private static FieldMask mask(String... paths) {
    return FieldMask.newBuilder().addAllPaths(List.of(paths)).build();
  }

  @Test
  void an_answer_names_its_measures_and_is_ordered_by_the_one_that_is_named() throws Exception {
    AggregateConnectionsRequest request =
        AggregateConnectionsRequest.newBuilder()
            .addGroupBy("server_port")
            .addMeasures(
                io.tapline.flowlog.v1.Measure.newBuilder().setKind(MeasureKind.MEASURE_KIND_BYTES))
            .addMeasures(
                io.tapline.flowlog.v1.Measure.newBuilder()
                    .setKind(MeasureKind.MEASURE_KIND_DISTINCT)
                    .setColumn("client"))
            .setOrderBy("distinct_client")
            .build();
    AggregateConnectionsResponse answer =
        answer(caller -> endpoint.aggregateConnections(request, caller));
    assertThat(answer.getMeasuresList()).containsExactly("bytes", "distinct_client");
    assertThat(answer.getRowsList())
        .hasSizeGreaterThan(1)
        .isSortedAccordingTo(Comparator.comparing(row -> -row.getValues(1)));
  }

  @Test
  void an_order_by_what_is_not_computed_is_refused() throws Exception {
    AggregateConnectionsRequest request =
        AggregateConnectionsRequest.newBuilder().setOrderBy("client_bytes").build();
    assertThat(
            ConnectionEndpointTest.<AggregateConnectionsResponse>end(
                caller -> endpoint.aggregateConnections(request, caller)))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void every_field_is_listed_once_with_what_it_is_and_values_that_a_filter_takes()
      throws Exception {
    List<FilterField> fields = fields(ListFieldsRequest.getDefaultInstance()).getFieldsList();
    assertThat(fields)
        .extracting(FilterField::getName)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Field.values()).map(Field::text).toList());
    for (FilterField field : fields) {
      assertThat(field.getDescription()).as(field.getName()).isNotBlank();
      for (String value : field.getValuesList()) {
        String filter = field.getName() + " = \"" + value + "\"";
        assertThat(Filter.compile(filter, LogFixture.SOURCES, LogFixture.NET_OBJECTS))
            .as(filter)
            .isNotNull();
      }
    }
  }

  @Test
  void fields_and_services_have_pages() {
    manyCalls();
    ListContract.check(this::fields, ListFieldsRequest.getDefaultInstance());
    ListContract.check(this::services, ListServicesRequest.getDefaultInstance());
  }

  /** A call that has its answer may hold its place a moment longer. */
  private void manyCalls() {
    endpoint.close();
    endpoint = new ConnectionEndpoint(log.search, log.aggregation, 100);
  }

  private ListFieldsResponse fields(ListFieldsRequest request) {
    return answer(caller -> endpoint.listFields(request, caller));
  }

  private ListServicesResponse services(ListServicesRequest request) {
    return answer(caller -> endpoint.listServices(request, caller));
  }

  @Test
  void a_page_of_services_belongs_to_its_interval() {
    manyCalls();
    ListServicesRequest first = ListServicesRequest.newBuilder().setPageSize(1).build();
    ListServicesRequest other =
        first.toBuilder()
            .setPageToken(services(first).getNextPageToken())
            .setIntervalMatch(IntervalMatch.INTERVAL_MATCH_STARTED)
            .build();
    assertThatThrownBy(() -> services(other)).hasMessageContaining("another question");
  }

  private static <T> Status.Code end(Consumer<FakeCaller<T>> call) throws InterruptedException {
    FakeCaller<T> caller = new FakeCaller<T>().ready();
    call.accept(caller);
    return caller.end();
  }

  private static <T> T answer(Consumer<FakeCaller<T>> call) {
    FakeCaller<T> caller = new FakeCaller<T>().ready();
    call.accept(caller);
    return caller.answer();
  }

  @Test
  void a_call_beyond_the_limit_is_refused_and_counted_and_one_that_is_given_up_makes_room()
      throws Exception {
    FakeCaller<StreamConnectionsResponse> slow = new FakeCaller<>();
    endpoint.streamConnections(StreamConnectionsRequest.getDefaultInstance(), slow);
    assertThat(
            ConnectionEndpointTest.<CountConnectionsResponse>end(
                caller ->
                    endpoint.countConnections(
                        CountConnectionsRequest.getDefaultInstance(), caller)))
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(endpoint.refusedCalls()).isEqualTo(1);
    slow.cancel();
    assertThat(page("").getConnectionsCount()).isEqualTo(70);
    assertThat(slow.messages).isEmpty();
  }
}
