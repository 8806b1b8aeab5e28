package io.tapline.capture;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tapline.flowlog.v1.Acknowledgement;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import io.tapline.flowlog.v1.IngestServiceGrpc;
import io.tapline.flowlog.v1.SourceClock;
import io.tapline.flowlog.v1.SourceFinished;
import io.tapline.flowlog.v1.SourceOpened;
import io.tapline.testing.Await;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
import io.tapline.type.v1.FrameBatch;
import io.tapline.type.v1.FrameLoss;
import io.tapline.type.v1.IngestSummary;
import io.tapline.type.v1.LossUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection log that keeps frames in memory: durable ones survive {@link #die}, others do not.
 * Keeps to what every log keeps to (see the package {@code contract}).
 */
public final class FakeLog extends IngestServiceGrpc.IngestServiceImplBase
    implements AutoCloseable {

  /** What the log knows of one source. */
  public static final class SourceState {
    private final List<String> durable = new ArrayList<>();
    private final List<String> volatileFrames = new ArrayList<>();
    private final Map<Long, FrameLoss> durableLosses = new LinkedHashMap<>();
    private final Map<Long, FrameLoss> volatileLosses = new LinkedHashMap<>();
    private final List<Long> unsaid = new ArrayList<>();
    private final List<SourceClock> clocks = new ArrayList<>();
    private @Nullable Encoding encoding;
    private long durableBytes;
    private long volatileBytes;
    private long epoch;
    private boolean finished;

    /** What the first call said the frames are. */
    public synchronized Encoding encoding() {
      return encoding == null ? Encoding.getDefaultInstance() : encoding;
    }

    /** Every promise in order. */
    public synchronized List<SourceClock> clocks() {
      return List.copyOf(clocks);
    }

    /** Every durable frame in order: its time, lengths, link type and bytes. */
    public synchronized List<String> frames() {
      return List.copyOf(durable);
    }

    /** Frames that were taken and are lost when the log dies now. */
    public synchronized int uncommittedFrames() {
      return volatileFrames.size();
    }

    public synchronized List<FrameLoss> losses() {
      return List.copyOf(durableLosses.values());
    }

    public synchronized boolean finished() {
      return finished;
    }

    private void commit() {
      unsaid.addAll(volatileLosses.keySet());
      durable.addAll(volatileFrames);
      volatileLosses.forEach(durableLosses::putIfAbsent);
      durableBytes += volatileBytes;
      forget();
    }

    private long nextLoss() {
      return 1 + durableLosses.keySet().stream().mapToLong(number -> number).max().orElse(0);
    }

    /** By unit. */
    private Map<String, Long> lost() {
      Map<String, Long> lost = new TreeMap<>();
      for (FrameLoss loss : durableLosses.values()) {
        String unit = loss.getUnit().name().substring("LOSS_UNIT_".length());
        lost.merge(
            unit.toLowerCase(Locale.ROOT),
            loss.getUnit() == LossUnit.LOSS_UNIT_UNKNOWN ? 1 : loss.getCount(),
            Long::sum);
      }
      return lost;
    }

    private void forget() {
      volatileBytes = 0;
      volatileFrames.clear();
      volatileLosses.clear();
    }
  }

  private final Map<String, SourceState> sources = new ConcurrentHashMap<>();
  private final ManagedChannel channel;
  private final int port;
  private @Nullable Server server;
  private volatile @Nullable Random accidents;
  private volatile boolean committing = true;
  private final List<Runnable> unfinished = new ArrayList<>();
  private volatile boolean refusing;
  private final List<ServerCallStreamObserver<IngestResponse>> waiting = new ArrayList<>();
  private boolean taking = true;

  public FakeLog() {
    server = serve(0);
    port = server.getPort();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  public ManagedChannel channel() {
    return channel;
  }

  public int port() {
    return port;
  }

  public SourceState source(String name) {
    return sources.computeIfAbsent(name, _ -> new SourceState());
  }

  /** From now on calls break at random moments, before or after a commit. */
  public void accidents(@Nullable Random random) {
    accidents = random;
  }

  /** Whether what is taken becomes durable; until then nothing is acknowledged or finished. */
  public void committing(boolean yes) {
    List<Runnable> now = List.of();
    synchronized (unfinished) {
      committing = yes;
      if (yes) {
        now = List.copyOf(unfinished);
        unfinished.clear();
      }
    }
    now.forEach(Runnable::run);
  }

  /** The log has a source of this name from elsewhere; it is not finished. */
  public void begin(String name, EncodingKind kind) {
    source(name).encoding = Encoding.newBuilder().setKind(kind).build();
  }

  /** Whether every source is refused for good. */
  public void refuse(boolean yes) {
    refusing = yes;
  }

  private static StatusRuntimeException otherEncoding(Encoding began) {
    ErrorInfo info =
        ErrorInfo.newBuilder()
            .setReason("INVALID_OPEN")
            .setDomain("flowlog.tapline")
            .putMetadata("encoding", began.getKind().name())
            .build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(com.google.rpc.Code.INVALID_ARGUMENT_VALUE)
            .setMessage("another encoding")
            .addDetails(Any.pack(info))
            .build());
  }

  /** Whether messages are taken off the wire; otherwise the sender has to wait. */
  public synchronized void taking(boolean yes) {
    taking = yes;
    if (yes) {
      waiting.forEach(call -> call.request(1));
      waiting.clear();
    }
  }

  private synchronized void next(ServerCallStreamObserver<IngestResponse> call) {
    if (taking) {
      call.request(1);
    } else {
      waiting.add(call);
    }
  }

  /** The process ends; whatever was not durable is gone. */
  public void die() {
    if (server != null) {
      ended(server.shutdownNow());
      server = null;
    }
    sources.values().forEach(FakeLog::lose);
  }

  private static void ended(Server stopping) {
    try {
      if (!stopping.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The fake log does not end.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for its port: meanwhile a client that tries to connect may have got it as its own. */
  public void comeBack() {
    server = Await.until("the port is free", this::serveAgain, Objects::nonNull);
    channel.resetConnectBackoff();
  }

  private @Nullable Server serveAgain() {
    try {
      return serve(port);
    } catch (UncheckedIOException taken) {
      return null;
    }
  }

  @Override
  public void close() {
    die();
    channel.shutdownNow();
  }

  @Override
  public StreamObserver<IngestRequest> ingest(StreamObserver<IngestResponse> responses) {
    return new Call((ServerCallStreamObserver<IngestResponse>) responses);
  }

  private static void requireNumber(FrameLoss loss) {
    if (loss.getNumber() < 1) {
      throw new IllegalStateException("a loss without a number: " + loss);
    }
  }

  private static void lose(SourceState state) {
    synchronized (state) {
      state.epoch++;
      state.forget();
    }
  }

  private Server serve(int onPort) {
    try {
      return NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort))
          .addService(this)
          .maxInboundMessageSize(8 << 20)
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Call implements StreamObserver<IngestRequest> {
    private final ServerCallStreamObserver<IngestResponse> responses;
    private SourceState state = new SourceState();
    private long epoch;
    private boolean ended;

    Call(ServerCallStreamObserver<IngestResponse> responses) {
      this.responses = responses;
      responses.disableAutoRequest();
      responses.request(1);
    }

    @Override
    public void onNext(IngestRequest request) {
      if (ended) {
        return;
      }
      if (request.hasOpen()) {
        state = source(request.getOpen().getSource());
      }
      SourceState current = state;
      synchronized (current) {
        switch (request.getRequestCase()) {
          case OPEN -> open(request.getOpen().getEncoding());
          case BATCH -> batch(request.getBatch());
          case CLOCK -> clock(request.getClock());
          case FINISH -> finish(request.getFinish().getFrames());
          case REQUEST_NOT_SET -> fail(Status.INVALID_ARGUMENT);
        }
      }
      next(responses);
    }

    private void open(Encoding encoding) {
      if (refusing) {
        fail(Status.FAILED_PRECONDITION.withDescription("refused"));
        return;
      }
      if (state.encoding != null && !state.encoding.equals(encoding)) {
        ended = true;
        responses.onError(otherEncoding(state.encoding));
        return;
      }
      state.encoding = encoding;
      epoch = ++state.epoch;
      state.forget();
      state.unsaid.clear();
      SourceOpened.Builder opened =
          SourceOpened.newBuilder()
              .setEpoch(epoch)
              .setNextPosition(state.durable.size())
              .setNextLossNumber(state.nextLoss());
      if (state.finished) {
        opened.setFinished(SourceFinished.newBuilder().setSummary(summary()));
      }
      responses.onNext(IngestResponse.newBuilder().setOpened(opened).build());
    }

    private void batch(FrameBatch batch) {
      long expected = (long) state.durable.size() + state.volatileFrames.size();
      if (epoch != state.epoch) {
        fail(Status.ABORTED.withDescription("fenced"));
      } else if (state.finished) {
        fail(Status.FAILED_PRECONDITION.withDescription("finished"));
      } else if (batch.getFirstPosition() > expected) {
        fail(
            Status.INVALID_ARGUMENT.withDescription(
                "gap: expected " + expected + ", got " + batch.getFirstPosition()));
      } else if (!accident(state::forget)) {
        take(batch, expected);
        takeLosses(batch, expected);
        commitAndAcknowledge();
      }
    }

    private void take(FrameBatch batch, long expected) {
      int offset = 0;
      for (int i = 0; i < batch.getCapturedLengthBytesCount(); i++) {
        int length = batch.getCapturedLengthBytes(i);
        int original =
            batch.getOriginalLengthBytesCount() == 0 ? length : batch.getOriginalLengthBytes(i);
        int link = batch.getLinkType(batch.getLinkTypeCount() == 1 ? 0 : i);
        byte[] bytes = batch.getData().substring(offset, offset + length).toByteArray();
        offset += length;
        if (batch.getFirstPosition() + i >= expected) {
          state.volatileFrames.add(describe(batch.getTimeNanos(i), original, link, bytes));
          state.volatileBytes += original;
        }
      }
    }

    /** Losses before frames that were taken earlier came with them. */
    private void takeLosses(FrameBatch batch, long expected) {
      batch.getLossesList().stream()
          .filter(loss -> loss.getBeforePosition() >= expected)
          .peek(FakeLog::requireNumber)
          .forEach(loss -> state.volatileLosses.putIfAbsent(loss.getNumber(), loss));
    }

    private void commitAndAcknowledge() {
      if (committing) {
        state.commit();
        if (!accident(() -> {})) {
          acknowledge();
        }
      }
    }

    private void clock(SourceClock clock) {
      if (clock.getNextPosition() > state.durable.size() + state.volatileFrames.size()) {
        fail(Status.INVALID_ARGUMENT.withDescription("a clock after frames that were not sent"));
        return;
      }
      state.clocks.add(clock);
    }

    private void acknowledge() {
      responses.onNext(
          IngestResponse.newBuilder()
              .setAcknowledgement(
                  Acknowledgement.newBuilder()
                      .setNextPosition(state.durable.size())
                      .addAllLossNumbers(state.unsaid))
              .build());
      state.unsaid.clear();
    }

    private void finish(long frames) {
      if (epoch != state.epoch) {
        fail(Status.ABORTED.withDescription("fenced"));
        return;
      }
      if (frames != state.durable.size() + state.volatileFrames.size()) {
        fail(Status.INVALID_ARGUMENT.withDescription("finish with " + frames));
        return;
      }
      if (!mustWait(frames)) {
        finish();
      }
    }

    private boolean mustWait(long frames) {
      synchronized (unfinished) {
        return !committing && unfinished.add(() -> finishLate(frames));
      }
    }

    private void finishLate(long frames) {
      SourceState current = state;
      synchronized (current) {
        if (!ended) {
          finish(frames);
        }
      }
    }

    private void finish() {
      state.commit();
      state.finished = true;
      responses.onNext(
          IngestResponse.newBuilder()
              .setFinished(SourceFinished.newBuilder().setSummary(summary()))
              .build());
      responses.onCompleted();
      ended = true;
    }

    private IngestSummary summary() {
      return IngestSummary.newBuilder()
          .setFrames(state.durable.size())
          .setBytes(state.durableBytes)
          .putOutcomes("connection", state.durable.size())
          .setFlowRecords(2L * state.durable.size())
          .putCounters("lost_flows", 7)
          .setLostFrames(state.lost().getOrDefault("frames", 0L))
          .putAllLost(state.lost())
          .build();
    }

    private boolean accident(Runnable consequence) {
      Random random = accidents;
      if (random == null || random.nextInt(6) != 0) {
        return false;
      }
      consequence.run();
      fail(Status.UNAVAILABLE.withDescription("an accident"));
      return true;
    }

    private void fail(Status status) {
      ended = true;
      responses.onError(status.asRuntimeException());
    }

    @Override
    public void onError(Throwable error) {
      ended = true;
    }

    @Override
    public void onCompleted() {
      if (!ended) {
        SourceState current = state;
        synchronized (current) {
          commitAndAcknowledge();
        }
      }
      if (!ended) {
        ended = true;
        responses.onCompleted();
      }
    }
  }

  /** How a frame is written in {@link SourceState#frames}. */
  public static String describe(long timeNanos, int original, int linkType, byte[] bytes) {
    return timeNanos
        + " "
        + original
        + " "
        + linkType
        + " "
        + java.util.HexFormat.of().formatHex(bytes);
  }
}
