package io.pgbelay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgbelay.api.FailureReason;
import io.pgbelay.contract.Failure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private final AtomicInteger under = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void whatCameOfEachIsInTheirOrder() throws Exception {
        var meeting = new CyclicBarrier(3);
        var done = SideBySide.run(3, numbered(9, i -> {
            meeting.await(1, TimeUnit.MINUTES);
            return i;
        }));
        assertThat(done).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(most).hasValue(3);
    }

    @Test
    void theFirstThatFailsStopsTheOthersAndIsTold() {
        var begun = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        assertThatThrownBy(() -> SideBySide.run(
                        2,
                        List.<Callable<Integer>>of(
                                () -> {
                                    begun.countDown();
                                    return lasting(stopped);
                                },
                                () -> {
                                    begun.await();
                                    throw new Failure(FailureReason.DumpFailed, "the second");
                                },
                                () -> under.incrementAndGet())))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the second");
        assertThat(stopped.getCount()).as("the other has ended").isZero();
        assertThat(under).as("nothing is begun any more").hasValue(0);
    }

    @Test
    void whoIsToldToStopTellsAllOfThem() throws Exception {
        var begun = new CountDownLatch(2);
        var stopped = new CountDownLatch(2);
        var end = new AtomicReference<@Nullable Throwable>();
        var conductor = Thread.ofVirtual().start(() -> {
            try {
                SideBySide.run(2, numbered(2, i -> {
                    begun.countDown();
                    return lasting(stopped);
                }));
            } catch (Exception e) {
                end.set(e);
            }
        });
        begun.await();
        conductor.interrupt();
        conductor.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(stopped.getCount()).isZero();
    }

    @Test
    void oneAloneIsDoneByWhoeverAsks() throws Exception {
        assertThat(SideBySide.run(4, List.<Callable<Thread>>of(Thread::currentThread)))
                .containsExactly(Thread.currentThread());
        assertThatThrownBy(() -> SideBySide.run(1, List.<Callable<Integer>>of(() -> {
                    throw new IOException("alone");
                })))
                .hasMessage("alone");
    }

    private interface Numbered {
        int of(int number) throws Exception;
    }

    private List<Callable<Integer>> numbered(int count, Numbered work) {
        return IntStream.range(0, count)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    most.accumulateAndGet(under.incrementAndGet(), Math::max);
                    try {
                        return work.of(i);
                    } finally {
                        under.decrementAndGet();
                    }
                })
                .toList();
    }

    private static int lasting(CountDownLatch stopped) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return 0;
        } finally {
            stopped.countDown();
        }
    }
}
