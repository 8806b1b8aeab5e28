package io.tapline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapline.report.v1.ListReportsRequest;
import io.tapline.report.v1.ReportService;
import io.tapline.service.contract.TokensRequired;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TokensRequired.Profile.class)
@QuarkusTestResource(FakeUpstream.class)
class TokensRequiredTest extends TokensRequired {
  @SuppressWarnings("NullAway.Init") // set by the test framework
  @GrpcClient("report")
  ReportService reports;

  @Override
  protected void call() {
    var _ = reports.listReports(ListReportsRequest.getDefaultInstance()).await().indefinitely();
  }

  @Test
  void of_the_console_only_what_it_is_made_of_is_open() throws Exception {
    assertThat(status("api/status")).isEqualTo(401);
    assertThat(status("")).isEqualTo(200);
    assertThat(status("console/main.js")).isEqualTo(200);
  }
}
