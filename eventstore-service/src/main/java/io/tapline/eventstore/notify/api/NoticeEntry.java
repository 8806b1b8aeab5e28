package io.tapline.eventstore.notify.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notice as people look at it.
 *
 * @param digestId the digest that it is part of; 0: none
 */
record NoticeEntry(
    long id,
    String channel,
    List<String> recipients,
    String idempotencyKey,
    String subject,
    String eventId,
    NoticeState state,
    int attempts,
    String lastError,
    Instant createTime,
    @Nullable Instant nextTime,
    @Nullable Instant endTime,
    long digestId) {}
