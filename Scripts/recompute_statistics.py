"""Statistics of claims from their definitions, for recompute.py: nothing here is Offprint's."""
import math, random
from collections import defaultdict

LEVEL, POWER, EXACT, PATTERNS, EPSILON = 0.05, 0.8, 16, 99_999, 1e-9


def beta_fraction(a, b, x):
    """Regularized incomplete beta function by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_fraction(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    c, d, result = 1.0, 1 / (1 - (a + b) * x / (a + 1) or 1e-300), 0.0
    result = d
    for m in range(1, 500):
        for numerator in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                          -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + numerator * d or 1e-300)
            c = 1 + numerator / c or 1e-300
            result *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * result


def t_tail(t, df):
    tail = beta_fraction(df / 2, 0.5, df / (df + t * t)) / 2
    return tail if t >= 0 else 1 - tail


def bisect(function, low, high):
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) else (low, middle)
    return (low + high) / 2


def t_quantile(p, df):
    return bisect(lambda t: t_tail(t, df) > 1 - p, -1e4, 1e4)


def z_quantile(p):
    return bisect(lambda z: math.erfc(z / math.sqrt(2)) / 2 > 1 - p, -40, 40)


def mean(values):
    return math.fsum(values) / len(values)


def deviation(values):
    m = mean(values)
    return math.sqrt(math.fsum((v - m) ** 2 for v in values) / (len(values) - 1)) if len(values) > 1 else None


def interval(values, level):
    if len(values) < 2:
        return None
    reach = t_quantile((1 + level) / 2, len(values) - 1) * deviation(values) / math.sqrt(len(values))
    return [mean(values) - reach, mean(values) + reach]


def not_above(bound, values):
    """One-sided p against a mean of at most `bound`."""
    error, excess = deviation(values) / math.sqrt(len(values)), mean(values) - bound
    if error == 0:
        return 0.0 if excess > 0 else 1.0 if excess < 0 else 0.5
    return t_tail(excess / error, len(values) - 1)


def holm(ps):
    adjusted, largest = list(ps), 0.0
    for rank, index in enumerate(sorted(range(len(ps)), key=lambda i: (ps[i], i))):
        largest = max(largest, min(1, ps[index] * (len(ps) - rank)))
        adjusted[index] = largest
    return adjusted


def sign_flip(differences):
    """(p, tolerance): how many patterns of signs give as large a sum as the observed one."""
    n = len(differences)
    threshold = sum(differences) - 1e-12 * sum(map(abs, differences))
    if n <= EXACT:
        sums = [0.0]
        for d in differences:
            sums = [s + d for s in sums] + [s - d for s in sums]
        return sum(s >= threshold for s in sums) / len(sums), EPSILON
    counts, whole = {0: 1}, [round(d * 1e4) for d in differences]
    if all(abs(w - d * 1e4) < 1e-6 for w, d in zip(whole, differences)):
        for w in whole:
            following = defaultdict(int)
            for s, c in counts.items():
                following[s + w] += c
                following[s - w] += c
            counts = following
        p, own = sum(c for s, c in counts.items() if s >= sum(whole)) / 2 ** n, 0
    else:
        draw = random.Random(n)
        p = sum(sum(d if bits >> i & 1 else -d for i, d in enumerate(differences)) >= threshold
                for bits in (draw.getrandbits(n) for _ in range(20_000))) / 20_000
        own = 1 / 20_000
    return p, 5 * math.sqrt(max(p * (1 - p), 1 / PATTERNS) * (1 / PATTERNS + own)) + 1 / PATTERNS


def pairs_needed(excess, spread, level, power=POWER):
    if excess is None or not excess > 0:
        return None
    if spread == 0:
        return 2
    estimate = ((z_quantile(1 - level) + z_quantile(power)) * spread / excess) ** 2
    if estimate > 1_000_000:
        return None
    n = max(2, math.ceil(estimate))
    while (t_quantile(1 - level, n - 1) + t_quantile(power, n - 1)) * spread / math.sqrt(n) > excess:
        n += 1
    return n
