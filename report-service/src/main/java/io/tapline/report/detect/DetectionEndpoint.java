package io.tapline.report.detect;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.tapline.report.EnumMessages;
import io.tapline.report.IntervalMessages;
import io.tapline.report.Reason;
import io.tapline.report.rule.Detection;
import io.tapline.report.rule.Evidence;
import io.tapline.report.rule.Profile;
import io.tapline.report.rule.Sighting;
import io.tapline.report.v1.DetectionService;
import io.tapline.report.v1.FindingOutcome;
import io.tapline.report.v1.ListDetectionsRequest;
import io.tapline.report.v1.ListDetectionsResponse;
import io.tapline.report.v1.RunDetectionsRequest;
import io.tapline.report.v1.RunDetectionsResponse;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.rpc.grpc.Timestamps;
import io.tapline.type.v1.Severity;
import java.util.List;
import java.util.function.Supplier;

/** Detections over gRPC. */
@GrpcService
public class DetectionEndpoint implements DetectionService {
  private static final NamedPages<Detection> PAGES =
      new NamedPages<>("detections", detection -> detection.profile().name(), Reason.PAGES);

  private final DetectionRequests requests;

  public DetectionEndpoint(DetectionRequests requests) {
    this.requests = requests;
  }

  @Override
  @RunOnVirtualThread
  public Uni<ListDetectionsResponse> listDetections(ListDetectionsRequest request) {
    return answer(
        () ->
            message(
                PAGES.page(
                    requests.detections().stream(),
                    request.getPageSize(),
                    request.getPageToken())));
  }

  private ListDetectionsResponse message(NamedPages.Page<Detection> page) {
    ListDetectionsResponse.Builder response =
        ListDetectionsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.entries().forEach(d -> response.addDetections(message(d.profile())));
    return response.build();
  }

  @Override
  @RunOnVirtualThread
  public Uni<RunDetectionsResponse> runDetections(RunDetectionsRequest request) {
    return answer(() -> message(run(request)));
  }

  private List<Finding> run(RunDetectionsRequest request) {
    return requests.run(
        IntervalMessages.start(request.getInterval()),
        IntervalMessages.end(request.getInterval()),
        request.getDetectionsList(),
        request.getDryRun());
  }

  private static io.tapline.report.v1.Detection message(Profile profile) {
    return io.tapline.report.v1.Detection.newBuilder()
        .setName(profile.name())
        .setDescription(profile.description())
        .setWindow(Timestamps.duration(profile.window()))
        .setThreshold(profile.threshold())
        .setCounted(profile.counted())
        .setBaseline(profile.baseline())
        .setCategory(profile.category())
        .setSeverity(EnumMessages.value(Severity.SEVERITY_UNSPECIFIED, profile.severity()))
        .build();
  }

  private static RunDetectionsResponse message(List<Finding> findings) {
    RunDetectionsResponse.Builder response = RunDetectionsResponse.newBuilder();
    findings.forEach(finding -> response.addFindings(message(finding)));
    return response.build();
  }

  private static io.tapline.report.v1.Finding message(Finding finding) {
    Sighting sighting = finding.sighting();
    return io.tapline.report.v1.Finding.newBuilder()
        .setDetection(sighting.detection().name())
        .setAddress(sighting.subject())
        .setWindowStartTime(Timestamps.timestamp(sighting.window().start()))
        .setWindowEndTime(Timestamps.timestamp(sighting.window().end()))
        .setCount(sighting.count())
        .setEventId(finding.eventId())
        .setOutcome(
            EnumMessages.value(FindingOutcome.FINDING_OUTCOME_UNSPECIFIED, finding.outcome()))
        .setDescription(sighting.headline())
        .addAllEvidence(sighting.evidence().stream().map(DetectionEndpoint::message).toList())
        .setBaseline(sighting.baseline())
        .addAllCommunityIds(finding.communityIds())
        .setFilter(sighting.filter())
        .build();
  }

  private static io.tapline.report.v1.Evidence message(Evidence evidence) {
    return io.tapline.report.v1.Evidence.newBuilder()
        .setName(evidence.name())
        .setValue(evidence.value())
        .setUnit(evidence.unit())
        .build();
  }

  private static <T> Uni<T> answer(Supplier<T> work) {
    return Uni.createFrom()
        .item(work)
        .onFailure()
        .transform(failure -> Statuses.of(failure, Reason.INTERNAL));
  }
}
