package io.tapline.standalone;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.rpc.Refusal;
import io.tapline.rpc.RefusalReason;
import io.tapline.rpc.grpc.Statuses;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients depend on reasons and codes: a change here is a change for them. */
class ReasonsTest {
  private static Stream<RefusalReason> reasons() {
    return Stream.of(
            io.tapline.capture.Reason.values(),
            io.tapline.flowlog.Reason.values(),
            io.tapline.report.Reason.values(),
            io.tapline.eventstore.Reason.values())
        .flatMap(Arrays::stream);
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void a_reason_reaches_the_client_with_its_code_and_the_domain_of_its_service(
      RefusalReason reason) {
    Refusal arrived = Statuses.refusal(Statuses.of(new Refusal(reason, "Why.")));
    assertThat(arrived.reason().name()).isEqualTo(reason.name());
    assertThat(arrived.reason().code()).isEqualTo(reason.code());
    String service = reason.getClass().getPackageName().replace("io.tapline.", "");
    assertThat(arrived.reason().domain()).isEqualTo(service + ".tapline");
  }

  @Test
  void codes_of_capture_are_what_clients_know() {
    assertThat(byCode(io.tapline.capture.Reason.values()))
        .isEqualTo(
            """
            ABORTED: IMPORT_CANCELLED
            ALREADY_EXISTS: HANDLER_EXISTS SOURCE_EXISTS
            FAILED_PRECONDITION: FILE_CHANGED IMPORT_ENDED LIBPCAP_MISSING LOG_REFUSED \
            PORT_IN_USE
            INTERNAL: INTERNAL
            INVALID_ARGUMENT: CORRUPT_FILE EMPTY_FILE INVALID_BPF INVALID_HANDLER \
            INVALID_HEADER INVALID_PACKET_QUERY INVALID_PAGE_SIZE INVALID_PAGE_TOKEN \
            INVALID_POSITION INVALID_SOURCE PAGE_TOKEN_MISMATCH PATH_NOT_ALLOWED UNKNOWN_FORMAT
            NOT_FOUND: FILE_NOT_FOUND HANDLER_NOT_FOUND IMPORT_NOT_FOUND INTERFACE_NOT_FOUND \
            SOURCE_NOT_FOUND
            OUT_OF_RANGE: POSITION_EXPIRED
            PERMISSION_DENIED: CAPTURE_NOT_PERMITTED
            RESOURCE_EXHAUSTED: DISK_FULL FILE_TOO_LARGE HANDLER_LIMIT SOURCE_LIMIT \
            STREAM_LIMIT
            UNAVAILABLE: LOG_UNAVAILABLE STOPPING
            """);
  }

  @Test
  void codes_of_flowlog_are_what_clients_know() {
    assertThat(byCode(io.tapline.flowlog.Reason.values()))
        .isEqualTo(
            """
            ABORTED: CATALOG_CONFLICT FENCED
            DATA_LOSS: STATE_CORRUPT
            DEADLINE_EXCEEDED: DEADLINE_EXCEEDED
            FAILED_PRECONDITION: SOURCE_FINISHED
            INTERNAL: INTERNAL STORE_REFUSED
            INVALID_ARGUMENT: INVALID_BATCH INVALID_BUCKET INVALID_FILTER INVALID_INTERVAL \
            INVALID_LIMIT INVALID_MESSAGE INVALID_NET_OBJECT INVALID_OPEN INVALID_PAGE_SIZE \
            INVALID_PAGE_TOKEN INVALID_RESUME_TOKEN INVALID_TOKEN PAGE_TOKEN_MISMATCH \
            UNKNOWN_COLUMN UNKNOWN_COMMIT UNKNOWN_FIELD UNKNOWN_MEASURE UNKNOWN_PROTOCOL
            NOT_FOUND: NET_OBJECT_NOT_FOUND TRANSACTION_NOT_FOUND
            OUT_OF_RANGE: RESUME_TOKEN_EXPIRED
            RESOURCE_EXHAUSTED: NET_OBJECT_LIMIT PREFIX_LIMIT QUERY_LIMIT SOURCE_LIMIT \
            TRANSACTION_LIMIT WATCH_LIMIT
            UNAVAILABLE: STORE_UNAVAILABLE
            """);
  }

  @Test
  void codes_of_report_are_what_clients_know() {
    assertThat(byCode(io.tapline.report.Reason.values()))
        .isEqualTo(
            """
            ABORTED: RUN_ABANDONED
            ALREADY_EXISTS: SCHEDULE_EXISTS
            FAILED_PRECONDITION: DATABASE_TOO_NEW SCHEDULES_NEED_DATABASE
            INTERNAL: INTERNAL
            INVALID_ARGUMENT: INVALID_BUCKET INVALID_INTERVAL INVALID_LIMIT INVALID_PAGE_SIZE \
            INVALID_PAGE_TOKEN INVALID_PARAMETER INVALID_RUN_STATE INVALID_SCHEDULE \
            PAGE_TOKEN_MISMATCH UNKNOWN_DETECTION
            NOT_FOUND: DOCUMENT_NOT_FOUND RUN_NOT_FOUND SCHEDULE_NOT_FOUND
            RESOURCE_EXHAUSTED: DOCUMENT_LIMIT REPORT_LIMIT RUN_LIMIT SCHEDULE_LIMIT
            UNAVAILABLE: DELIVERY_FAILED EVENT_STORE_UNAVAILABLE LOG_UNAVAILABLE STORE_UNAVAILABLE
            """);
  }

  @Test
  void codes_of_eventstore_are_what_clients_know() {
    assertThat(byCode(io.tapline.eventstore.Reason.values()))
        .isEqualTo(
            """
            ALREADY_EXISTS: ALREADY_THRESHOLDED EVENT_ID_CONFLICT NETWORK_TAKEN REQUEST_ID_CONFLICT
            CANCELLED: QUERY_CANCELLED
            FAILED_PRECONDITION: DATABASE_TOO_NEW DELIVERY_FAILED INVALID_TRANSITION NOTICE_SENT \
            REDIRECT_LOOP
            INTERNAL: INTERNAL
            INVALID_ARGUMENT: BATCH_LIMIT EMPTY_QUERY EVENT_TOO_LARGE FILTER_LIMIT \
            INVALID_ACTION INVALID_ADDRESS INVALID_CHANNEL INVALID_FILTER INVALID_GROUP INVALID_IDEA \
            INVALID_INTERVAL INVALID_KEY INVALID_LIMIT INVALID_NOTICE INVALID_NOTICE_STATE \
            INVALID_OUTCOME INVALID_PAGE_SIZE INVALID_PAGE_TOKEN INVALID_REPORT_FILTER INVALID_RESUME_TOKEN \
            INVALID_RULE INVALID_SEVERITY INVALID_SORT INVALID_TIME PAGE_TOKEN_MISMATCH UNKNOWN_COLUMN \
            UNKNOWN_FIELD
            NOT_FOUND: CHANNEL_NOT_FOUND EVENT_NOT_FOUND GROUP_NOT_FOUND NOTICE_NOT_FOUND \
            REPORT_FILTER_NOT_FOUND REPORT_NOT_FOUND RULE_NOT_FOUND
            OUT_OF_RANGE: RESUME_TOKEN_EXPIRED
            RESOURCE_EXHAUSTED: CHANNEL_LIMIT DRY_RUN_LIMIT GROUP_LIMIT REPORT_FILTER_LIMIT \
            RULE_LIMIT TEST_LIMIT WATCH_LIMIT
            UNAVAILABLE: STORE_UNAVAILABLE
            """);
  }

  /** A line for each code, with its reasons. */
  private static String byCode(RefusalReason[] reasons) {
    Map<String, String> lines =
        Arrays.stream(reasons)
            .sorted(Comparator.comparing(RefusalReason::name))
            .collect(
                groupingBy(
                    reason -> reason.code().name(),
                    TreeMap::new,
                    mapping(RefusalReason::name, joining(" "))));
    return lines.entrySet().stream()
        .map(line -> line.getKey() + ": " + line.getValue() + "\n")
        .collect(joining());
  }
}
