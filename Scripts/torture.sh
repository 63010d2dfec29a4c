#!/usr/bin/env bash
# Kills runs at random moments, resumes them, and compares what comes out with a run that was never
# killed. For each of SEEDS seeds, a plan is run to its end for reference; then the same plan is started
# again and again in a fresh state directory, killed with SIGKILL after a random time, and resumed (and
# killed again) until it is finished. Its tape, ledger and slots must be those of the reference.
#
# Usage: [KILLS=100] [SEEDS=3] Scripts/torture.sh [run options that shape the plan]
#   KILLS      kills that must hit a running process, in total
#   SEEDS      plans to do that to
#   SIMULATOR  the program (default: .build/release/simulator)
#   RANDOM_SEED  seed of the moments (default: 1)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

KILLS=${KILLS:-100}
SEEDS=${SEEDS:-3}
SIMULATOR=$(realpath "${SIMULATOR:-.build/release/simulator}")
RANDOM=${RANDOM_SEED:-1}
plan=("$@")
if ((${#plan[@]} == 0)); then
  plan=(--trades-per-account 20000)
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a summary says about tape, ledger and slots, on one line.
essence() {
  local pattern='"(tape_hash|ledger_hash)":"[^"]*"|"slots":\{[^}]*\}'
  tr -d ' \n' <"$1" | { grep -oE "$pattern" || true; } | sort | tr '\n' ' '
}

# Fails unless the summary holds all three.
require_essence() {
  local found
  found=$(essence "$1" | wc -w)
  if ((found != 3)); then
    echo "torture: $2 printed no summary with tape_hash, ledger_hash and slots" >&2
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
differences=0

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
  echo "seed $seed: $kills kills so far, reference of $duration ms, $(essence "$reference")"
done

echo "$runs runs over $SEEDS seeds, $kills kills that hit, $resumes restarts, $differences differences"
((differences == 0))
