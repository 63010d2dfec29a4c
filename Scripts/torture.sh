#!/usr/bin/env bash
# Kills runs at random moments, resumes them, and compares what comes out with a run that was never
# killed. For each of SEEDS seeds, a plan is run to its end for reference; then the same plan is started
# again and again in a fresh state directory, killed with SIGKILL after a random time, and resumed (and
# killed again) until it is finished. Tape, ledger, slots, orders, matches, attempts and the audit's
# verdict must be those of the reference. Where lanes compete for tight budgets, which slots are refused is
# decided anew each time; there only the audit's verdict and the number of slots are compared. Ends with
# code 1 when one differs.
#
# With SIMULATE, first simulates that long (simulator simulate) and ends if a history fails.
#
# Usage: [SIMULATE=600s] [KILLS=1000] [SEEDS=20] Scripts/torture.sh [run options that shape the plan]
# Without options, the seeds take turns in the shapes below.
#   SIMULATE   how long to simulate, none for not at all (default: none)
#   SIMULATE_SEED  the first seed of that (default: 1)
#   KILLS      kills that must hit a running process, in total
#   SEEDS      plans to do that to
#   SIMULATOR  the program (default: .build/release/simulator)
#   RANDOM_SEED  seed of the moments (default: 1)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

KILLS=${KILLS:-1000}
SEEDS=${SEEDS:-20}
SIMULATOR=$(realpath "${SIMULATOR:-.build/release/simulator}")
RANDOM=${RANDOM_SEED:-1}
given=("$@")

if [[ ${SIMULATE:-none} != none ]]; then
  "$SIMULATOR" simulate --seed "${SIMULATE_SEED:-1}" --duration "$SIMULATE" --shrink
fi

faults="--fault failure=0.02 --fault timeout_before_apply=0.02 --fault timeout_after_apply=0.02
  --fault refusal=0.01 --retry-base-delay-ms 0 --on-failure continue"
orders="--resting-share 0.4 --cancel-share 0.3 --price-spread 0.02 --order-types limit=4,market=1
  --time-in-force goodTillCancel=3,immediateOrCancel=1,fillOrKill=1"
shapes=(
  "--accounts 200 --trades-per-account 1000 --budget 1000000"
  "--accounts 201 --trades-per-account 1001 --budget 1000000 --no-save-after-each-slot"
  "--accounts 150 --trades-per-account 1500 --budget 1000000 $faults"
  "--accounts 199 --trades-per-account 1500 --budget 1000000 $orders"
  "--accounts 99 --trades-per-account 500 --iterations 5 --market-distribution sequential"
  "--accounts 101 --trades-per-account 2000 --no-save-after-each-slot $orders $faults --max-retries 0"
  "--accounts 500 --trades-per-account 800 --budget 2000 --no-recycle-proceeds"
  "--accounts 60 --trades-per-account 1000 --durability fsync $faults --max-retries 1"
  "--accounts 200 --trades-per-account 1500 --budget 1000000 --lanes 2"
  "--accounts 150 --trades-per-account 1500 --budget 1000000 --lanes 2 $orders $faults"
  "tight --accounts 100 --trades-per-account 2000 --budget 3000 --lanes 2 $orders"
)

# choose_plan SEED: sets `plan` to the options for that seed.
choose_plan() {
  plan=("${given[@]}")
  if ((${#plan[@]} == 0)); then
    read -r -d '' -a plan <<<"${shapes[($1 - 1) % ${#shapes[@]}]}" || true
  fi
  tight=
  if [[ ${plan[0]} == tight ]]; then
    tight=yes
    plan=("${plan[@]:1}")
  fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a summary says about everything that the plan decides, on one line.
essence() {
  local pattern='"(tape_hash|ledger_hash|verdict)":"[^"]*"|"slots":\{[^}]*\}'
  pattern+='|"(orders_created|matches|scheduled_counterparty_matches|attempts|retries)":[0-9]+'
  if [[ -n $tight ]]; then pattern='"verdict":"[^"]*"|"total":[0-9]+|"pending":[0-9]+'; fi
  tr -d ' \n' <"$1" | { grep -oE "$pattern" || true; } | sort | tr '\n' ' '
}

# Fails unless the summary holds all of it.
require_essence() {
  local found
  found=$(essence "$1" | wc -w)
  local expected=9
  if [[ -n $tight ]]; then expected=3; fi
  if ((found != expected)); then
    echo "torture: $2 printed no summary that can be compared" >&2
    cat "$1" "$1.err" >&2
    exit 1
  fi
}

milliseconds() {
  echo $(($(date +%s%N) / 1000000))
}

# Pauses for a number of milliseconds.
pause() {
  sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
}

# attempt OUTPUT COMMAND...: starts the command and kills it after a random time of up to $longest
# milliseconds. Sets `outcome` to killed or finished, and `code`.
attempt() {
  local output=$1 process
  shift
  "$@" >"$output" 2>"$output.err" </dev/null &
  process=$!
  pause $(((RANDOM * 32768 + RANDOM) % (longest + 1)))
  kill -KILL "$process" 2>/dev/null || true
  code=0
  wait "$process" 2>/dev/null || code=$?
  if ((code == 137)); then outcome=killed; else outcome=finished; fi
}

kills=0
runs=0
resumes=0
over=0
differences=0

# Whether the run was completed before it was killed. Resuming it would look up once more what is still
# unknown, which its reference did not.
is_completed() {
  grep -qs '"status": "completed"' "$1"/torture/checkpoint*.json
}

# One run of a seed, killed at random until it is finished; compares it with the reference.
torment() {
  local seed=$1 reference=$2 state output
  state=$(mktemp -d "$work/state-XXXXXX")
  output="$state.json"
  runs=$((runs + 1))
  attempt "$output" "$SIMULATOR" run "${plan[@]}" --seed "$seed" --run-id torture \
    --state-dir "$state" --json --no-input
  while [[ $outcome == killed ]]; do
    kills=$((kills + 1))
    if is_completed "$state"; then
      over=$((over + 1))
      rm -rf "$state" "$output" "$output.err"
      return
    fi
    resumes=$((resumes + 1))
    if [[ -e $state/torture/run.json ]]; then
      attempt "$output" "$SIMULATOR" resume torture --state-dir "$state" --json --no-input
    else
      rm -rf "${state:?}"/*
      attempt "$output" "$SIMULATOR" run "${plan[@]}" --seed "$seed" --run-id torture \
        --state-dir "$state" --json --no-input
    fi
  done
  if [[ $code != "$reference_code" || $(essence "$output") != "$(essence "$reference")" ]]; then
    differences=$((differences + 1))
    {
      echo "torture: seed $seed differs after being killed (exit code $code, expected $reference_code)"
      echo "  expected $(essence "$reference")"
      echo "  found    $(essence "$output")"
      tail -n 3 "$output.err"
    } >&2
  fi
  rm -rf "$state" "$output" "$output.err"
}

for ((seed = 1; seed <= SEEDS; seed++)); do
  choose_plan "$seed"
  reference="$work/reference-$seed.json"
  started=$(milliseconds)
  reference_code=0
  "$SIMULATOR" run "${plan[@]}" --seed "$seed" --run-id reference --state-dir "$work/reference-$seed" \
    --json --no-input >"$reference" 2>"$reference.err" </dev/null || reference_code=$?
  duration=$(($(milliseconds) - started))
  # Longer than the run itself, so that a resume that repeats work still ends now and then.
  longest=$((duration * 3 / 2 + 5))
  require_essence "$reference" "the reference run of seed $seed (exit code $reference_code)"
  goal=$((KILLS * seed / SEEDS))
  while ((kills < goal)); do
    torment "$seed" "$reference"
    if ((runs > 20 * KILLS + 20)); then
      echo "torture: runs end before a kill can hit them; take a larger plan" >&2
      exit 1
    fi
  done
  echo "seed $seed: $kills kills so far, reference of $duration ms, ${plan[*]}"
  rm -rf "$work/reference-$seed"
done

echo "$runs runs over $SEEDS seeds, $kills kills that hit ($over of them after the last slot), \
$resumes restarts, $differences differences"
((differences == 0))
