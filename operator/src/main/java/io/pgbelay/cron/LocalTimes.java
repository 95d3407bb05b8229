package io.pgbelay.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.Optional;

/**
 * The local times that five fields name, before any zone is asked.
 *
 * @param minutesOfDay hour times 60 plus minute, the same on every day
 * @param eitherDay whether the day of month or the day of week is enough: where both are restricted
 */
record LocalTimes(BitSet minutesOfDay, Values days, Values months, Values weekdays, boolean eitherDay) {
    /** 29 February may be eight years away; what does not come by then never comes. */
    static final int HORIZON_YEARS = 9;

    private static final int DAY = 24 * 60;

    static LocalTimes parse(String expression, String seed) {
        var fields = expression.strip().split("\\s+", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("'" + expression
                    + "' is no schedule: write five fields (minute hour day month weekday) or a macro such as @daily");
        }
        var minutes = Field.MINUTE.parse(fields[0], seed);
        var hours = Field.HOUR.parse(fields[1], seed);
        var days = Field.DAY.parse(fields[2], seed);
        var months = Field.MONTH.parse(fields[3], seed);
        var weekdays = Field.WEEKDAY.parse(fields[4], seed);
        return new LocalTimes(product(hours, minutes), days, months, weekdays, !days.star() && !weekdays.star());
    }

    /** Whether every hour of a day is named. */
    boolean everyHour() {
        for (var hour = 0; hour < DAY; hour += 60) {
            var first = minutesOfDay.nextSetBit(hour);
            if (first < 0 || first >= hour + 60) {
                return false;
            }
        }
        return true;
    }

    /** The first named time that is not before this one. */
    Optional<LocalDateTime> from(LocalDateTime begin) {
        var last = begin.toLocalDate().plusYears(HORIZON_YEARS);
        var minute = minutesOfDay.nextSetBit(minuteOfDay(begin));
        var date = minute < 0 ? begin.toLocalDate().plusDays(1) : begin.toLocalDate();
        while (!date.isAfter(last)) {
            if (named(date)) {
                var today = minute >= 0 && date.equals(begin.toLocalDate());
                return Optional.of(at(date, today ? minute : minutesOfDay.nextSetBit(0)));
            }
            date = months.contains(date.getMonthValue())
                    ? date.plusDays(1)
                    : date.withDayOfMonth(1).plusMonths(1);
        }
        return Optional.empty();
    }

    /** The last named time that is not after this one. */
    Optional<LocalDateTime> upTo(LocalDateTime end) {
        var first = end.toLocalDate().minusYears(HORIZON_YEARS);
        var minute = minutesOfDay.previousSetBit(minuteOfDay(end));
        var date = minute < 0 ? end.toLocalDate().minusDays(1) : end.toLocalDate();
        while (!date.isBefore(first)) {
            if (named(date)) {
                var today = minute >= 0 && date.equals(end.toLocalDate());
                return Optional.of(at(date, today ? minute : minutesOfDay.previousSetBit(DAY)));
            }
            date = months.contains(date.getMonthValue())
                    ? date.minusDays(1)
                    : date.withDayOfMonth(1).minusDays(1);
        }
        return Optional.empty();
    }

    private boolean named(LocalDate date) {
        var day = days.contains(date.getDayOfMonth());
        var weekday = weekdays.contains(date.getDayOfWeek().getValue() % 7);
        return months.contains(date.getMonthValue()) && (eitherDay ? day || weekday : day && weekday);
    }

    private static BitSet product(Values hours, Values minutes) {
        var product = new BitSet(DAY);
        for (var minute = 0; minute < DAY; minute++) {
            product.set(minute, hours.contains(minute / 60) && minutes.contains(minute % 60));
        }
        return product;
    }

    private static int minuteOfDay(LocalDateTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    private static LocalDateTime at(LocalDate date, int minuteOfDay) {
        return date.atTime(minuteOfDay / 60, minuteOfDay % 60);
    }
}
