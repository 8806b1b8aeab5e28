package io.tapline.eventstore.decision;

import static io.tapline.eventstore.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.Reason.INVALID_RULE;

import com.google.type.Interval;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.cache.CachedThreshold;
import io.tapline.eventstore.cache.RelapseSearch;
import io.tapline.eventstore.cache.ThresholdCache;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.rule.DryRun;
import io.tapline.eventstore.rule.Replay;
import io.tapline.eventstore.rule.RuleCache;
import io.tapline.eventstore.rule.RuleStore;
import io.tapline.eventstore.rule.ThresholdRule;
import io.tapline.eventstore.v1.CheckThresholdRequest;
import io.tapline.eventstore.v1.CheckThresholdResponse;
import io.tapline.eventstore.v1.CleanThresholdedEventsRequest;
import io.tapline.eventstore.v1.CleanThresholdedEventsResponse;
import io.tapline.eventstore.v1.CleanThresholdsRequest;
import io.tapline.eventstore.v1.CleanThresholdsResponse;
import io.tapline.eventstore.v1.CountThresholdedEventsRequest;
import io.tapline.eventstore.v1.CountThresholdedEventsResponse;
import io.tapline.eventstore.v1.CountThresholdsRequest;
import io.tapline.eventstore.v1.CountThresholdsResponse;
import io.tapline.eventstore.v1.DeleteThresholdRuleRequest;
import io.tapline.eventstore.v1.DeleteThresholdRuleResponse;
import io.tapline.eventstore.v1.DryRunThresholdRuleRequest;
import io.tapline.eventstore.v1.DryRunThresholdRuleResponse;
import io.tapline.eventstore.v1.ExplainDecisionRequest;
import io.tapline.eventstore.v1.ExplainDecisionResponse;
import io.tapline.eventstore.v1.ListThresholdRulesRequest;
import io.tapline.eventstore.v1.ListThresholdRulesResponse;
import io.tapline.eventstore.v1.SaveThresholdedEventRequest;
import io.tapline.eventstore.v1.SaveThresholdedEventResponse;
import io.tapline.eventstore.v1.SearchRelapsedEventsRequest;
import io.tapline.eventstore.v1.SearchRelapsedEventsResponse;
import io.tapline.eventstore.v1.SetThresholdRequest;
import io.tapline.eventstore.v1.SetThresholdRuleRequest;
import io.tapline.eventstore.v1.Threshold;
import io.tapline.eventstore.v1.ThresholdService;
import io.tapline.rpc.Limit;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.time.Duration;

/** The gRPC service of decisions, thresholding primitives and rules. */
@GrpcService
public class ThresholdEndpoint implements ThresholdService {
  private static final Limit PAGE_SIZE = new Limit(INVALID_PAGE_SIZE, "page_size", 100, 1_000);
  private static final Limit KEYS = new Limit(INVALID_PAGE_SIZE, "max_keys", 20, 1_000);
  private static final int MAX_DAYS = 400;

  private final EventstoreCall call;
  private final Explanations explanations;
  private final ThresholdCache cache;
  private final RelapseSearch relapses;
  private final RuleStore rules;
  private final RuleCache inForce;
  private final DryRun dryRun;

  public ThresholdEndpoint(
      EventstoreCall call,
      Explanations explanations,
      ThresholdCache cache,
      RelapseSearch relapses,
      RuleStore rules,
      RuleCache inForce,
      DryRun dryRun) {
    this.call = call;
    this.explanations = explanations;
    this.cache = cache;
    this.relapses = relapses;
    this.rules = rules;
    this.inForce = inForce;
    this.dryRun = dryRun;
  }

  @Override
  public Uni<ExplainDecisionResponse> explainDecision(ExplainDecisionRequest request) {
    String id = request.getEventId();
    return call.answer(
        () ->
            explanations
                .of(id)
                .map(
                    decisions ->
                        ExplainDecisionResponse.newBuilder()
                            .addAllDecisions(
                                decisions.stream()
                                    .map(decision -> DecisionMessages.decision(decision, id))
                                    .toList())
                            .build()));
  }

  @Override
  public Uni<CheckThresholdResponse> checkThreshold(CheckThresholdRequest request) {
    return call.answer(
        () ->
            cache
                .check(
                    ThresholdRequests.key(request.getKey()),
                    ThresholdRequests.time("time", request.hasTime(), request.getTime()))
                .map(
                    found -> {
                      CheckThresholdResponse.Builder response = CheckThresholdResponse.newBuilder();
                      found.map(ThresholdMessages::threshold).ifPresent(response::setThreshold);
                      return response.build();
                    }));
  }

  @Override
  public Uni<Threshold> setThreshold(SetThresholdRequest request) {
    return call.answer(
        () -> {
          CachedThreshold threshold = ThresholdRequests.threshold(request.getThreshold());
          return cache.set(threshold).replaceWith(() -> ThresholdMessages.threshold(threshold));
        });
  }

  @Override
  public Uni<SaveThresholdedEventResponse> saveThresholdedEvent(
      SaveThresholdedEventRequest request) {
    return call.answer(
        () ->
            cache
                .save(ThresholdRequests.saved(request))
                .replaceWith(SaveThresholdedEventResponse.getDefaultInstance()));
  }

  @Override
  public Uni<SearchRelapsedEventsResponse> searchRelapsedEvents(
      SearchRelapsedEventsRequest request) {
    return call.answer(
        () ->
            relapses
                .page(
                    ThresholdRequests.relapses(request),
                    RelapsePageRequests.after(request),
                    PAGE_SIZE.of(request.getPageSize()))
                .map(page -> ThresholdMessages.relapsed(page, request)));
  }

  @Override
  public Uni<CleanThresholdsResponse> cleanThresholds(CleanThresholdsRequest request) {
    return call.answer(
        () ->
            cache
                .clean(ThresholdRequests.time("time", request.hasTime(), request.getTime()))
                .map(n -> CleanThresholdsResponse.newBuilder().setDeletedCount(n).build()));
  }

  @Override
  public Uni<CleanThresholdedEventsResponse> cleanThresholdedEvents(
      CleanThresholdedEventsRequest request) {
    return call.answer(
        () ->
            cache
                .cleanEvents()
                .map(n -> CleanThresholdedEventsResponse.newBuilder().setDeletedCount(n).build()));
  }

  @Override
  public Uni<CountThresholdsResponse> countThresholds(CountThresholdsRequest request) {
    return call.answer(
        () -> cache.count().map(n -> CountThresholdsResponse.newBuilder().setCount(n).build()));
  }

  @Override
  public Uni<CountThresholdedEventsResponse> countThresholdedEvents(
      CountThresholdedEventsRequest request) {
    return call.answer(
        () ->
            cache
                .countEvents()
                .map(n -> CountThresholdedEventsResponse.newBuilder().setCount(n).build()));
  }

  @Override
  public Uni<ListThresholdRulesResponse> listThresholdRules(ListThresholdRulesRequest request) {
    return call.answer(
        () -> rules.list().map(all -> RuleMessages.message(RuleMessages.page(request, all))));
  }

  @Override
  public Uni<io.tapline.eventstore.v1.ThresholdRule> setThresholdRule(
      SetThresholdRuleRequest request) {
    return call.answer(
        () -> {
          ThresholdRule rule = RuleMessages.rule(request.getRule());
          return rules
              .set(rule)
              .invoke(inForce::forget)
              .replaceWith(() -> RuleMessages.message(rule));
        });
  }

  @Override
  public Uni<DeleteThresholdRuleResponse> deleteThresholdRule(DeleteThresholdRuleRequest request) {
    return call.answer(
        () ->
            rules
                .delete(request.getName().replace('\0', '\uFFFD'))
                .invoke(inForce::forget)
                .replaceWith(DeleteThresholdRuleResponse.getDefaultInstance()));
  }

  @Override
  public Uni<DryRunThresholdRuleResponse> dryRunThresholdRule(DryRunThresholdRuleRequest request) {
    return call.answer(
        () -> {
          int keys = KEYS.of(request.getMaxKeys());
          return dryRun
              .run(RuleMessages.rule(request.getRule()), days(request.getDays()))
              .map(found -> response(found, keys));
        });
  }

  private static Duration days(int days) {
    if (days < 1 || days > MAX_DAYS) {
      throw Refusal.ofField(
          INVALID_RULE, "days", "days must be between 1 and %d".formatted(MAX_DAYS));
    }
    return Duration.ofDays(days);
  }

  private static DryRunThresholdRuleResponse response(DryRun.Found found, int keys) {
    Replay replay = found.replay();
    Interval interval =
        Interval.newBuilder()
            .setStartTime(Timestamps.timestamp(found.from()))
            .setEndTime(Timestamps.timestamp(found.until()))
            .build();
    return DryRunThresholdRuleResponse.newBuilder()
        .setInterval(interval)
        .setEventCount(replay.events())
        .setDryRun(RuleMessages.counts(replay::count))
        .setActual(RuleMessages.counts(replay::actualCount))
        .addAllKeys(replay.keys(keys).map(RuleMessages::key).toList())
        .build();
  }
}
